#!/usr/bin/env python3
"""Writes src/simulator/api/service-model.generated.ts from the service models of the installed botocore.

    pip install botocore==1.44.5 && python3 scripts/service-model.py

Keeps the operations below and what their shapes reach: types and constraints, no documentation. Of every other
operation only the name and path are kept, so that one that exists but is not simulated is told from one that never existed.
"""
import gzip
import json
import os
import sys

import botocore

TARGET = os.path.join(os.path.dirname(__file__), '..', 'src', 'simulator', 'api', 'service-model.generated.ts')

# service: (version, signing name, operations to keep)
SERVICES = {
    'sagemaker': ('2017-07-24', 'sagemaker', """
        AddTags CreateEndpoint CreateEndpointConfig CreateModel CreateModelPackage CreateModelPackageGroup DeleteEndpoint
        DeleteEndpointConfig DeleteModel DeleteTags DescribeEndpoint DescribeEndpointConfig DescribeModel DescribeModelPackage
        ListEndpointConfigs ListEndpoints ListModelPackages ListModels ListTags UpdateEndpoint UpdateEndpointWeightsAndCapacities
        UpdateModelPackage"""),
    'cloudwatch': ('2010-08-01', 'monitoring', """
        DeleteAlarms DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric DisableAlarmActions EnableAlarmActions
        GetMetricData GetMetricStatistics ListMetrics ListTagsForResource PutCompositeAlarm PutMetricAlarm PutMetricData
        SetAlarmState TagResource UntagResource"""),
    'sagemaker-runtime': ('2017-05-13', 'sagemaker', 'InvokeEndpoint'),
    'application-autoscaling': ('2016-02-06', 'application-autoscaling', """
        DeleteScalingPolicy DeregisterScalableTarget DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies
        PutScalingPolicy RegisterScalableTarget"""),
}

SHAPE_FIELDS = ('type', 'required', 'enum', 'min', 'max', 'pattern', 'timestampFormat', 'payload')
MEMBER_FIELDS = ('location', 'locationName', 'timestampFormat')


def read(service, version):
    path = os.path.join(os.path.dirname(botocore.__file__), 'data', service, version, 'service-2.json')
    if os.path.exists(path + '.gz'):
        with gzip.open(path + '.gz', 'rt', encoding='utf-8') as file:
            return json.load(file)
    with open(path, encoding='utf-8') as file:
        return json.load(file)


def reference(member):
    kept = {key: member[key] for key in MEMBER_FIELDS if key in member}
    return {'shape': member['shape'], **kept} if kept else member['shape']


def compact(shape):
    kept = {key: shape[key] for key in SHAPE_FIELDS if key in shape}
    if 'members' in shape:
        kept['members'] = {name: reference(member) for name, member in shape['members'].items()}
    for part in ('member', 'key', 'value'):
        if part in shape:
            kept[part] = shape[part]['shape']
    if shape.get('exception'):
        error = shape.get('error', {})
        kept['error'] = {'code': error.get('code'), 'status': error.get('httpStatusCode', 500 if shape.get('fault') else 400)}
        kept['error'] = {key: value for key, value in kept['error'].items() if value is not None}
    return kept


def reached(shapes, names):
    seen, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        shape = shapes[name]
        todo += [member['shape'] for member in shape.get('members', {}).values()]
        todo += [shape[part]['shape'] for part in ('member', 'key', 'value') if part in shape]
    return seen


def service_model(service, version, signing_name, wanted):
    model = read(service, version)
    metadata, operations, shapes = model['metadata'], model['operations'], model['shapes']
    missing = [name for name in wanted if name not in operations]
    if missing:
        sys.exit(f'{service} has no operation {", ".join(missing)} in botocore {botocore.__version__}')
    kept = {}
    for name in sorted(wanted):
        operation = operations[name]
        kept[name] = {part: operation[part]['shape'] for part in ('input', 'output') if part in operation}
        if operation['http']['requestUri'] != '/':
            kept[name]['path'] = operation['http']['requestUri']
    roots = [shape for operation in kept.values() for part, shape in operation.items() if part in ('input', 'output')]
    roots += [name for name, shape in shapes.items() if shape.get('exception')]
    return {
        'name': metadata.get('serviceAbbreviation', metadata['serviceFullName']),
        'version': version,
        'signingName': signing_name,
        **{key: metadata[key] for key in ('targetPrefix', 'jsonVersion', 'xmlNamespace') if key in metadata},
        'queryCompatible': 'awsQueryCompatible' in metadata,
        'otherOperations': {name: operations[name]['http']['requestUri'] for name in sorted(operations) if name not in kept},
        'operations': kept,
        'shapes': {name: compact(shapes[name]) for name in sorted(reached(shapes, roots))},
    }


def lines_of(value, depth, folds):
    """JSON with one line for each thing below `folds` levels, so that a new version shows as a readable difference."""
    if folds == 0 or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=True, separators=(',', ':'))
    inner = ''.join(f'{"  " * (depth + 1)}{json.dumps(key)}: {lines_of(item, depth + 1, folds - 1)},\n' for key, item in value.items())
    return '{\n' + inner + '  ' * depth + '}'


def main():
    models = {service: service_model(service, version, signing, wanted.split()) for service, (version, signing, wanted) in SERVICES.items()}
    with open(TARGET, 'w', encoding='utf-8') as file:
        file.write(f"""// Written by scripts/service-model.py from botocore {botocore.__version__}; change the script, not this file.
// Derived from botocore's service models: Copyright Amazon.com, Inc. or its affiliates, Apache License 2.0
// (https://github.com/boto/botocore/blob/master/LICENSE.txt).
import type {{ ServiceModel }} from './service-model';

export const SERVICE_MODELS: Readonly<Record<string, ServiceModel>> = {lines_of(models, 0, 3)};
""")


if __name__ == '__main__':
    main()
