import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DOCS = join(__dirname, '..', 'docs');
const PAGE = readFileSync(join(DOCS, 'features.md'), 'utf8');
const LINKS = new Map([...PAGE.matchAll(/^\[([\w-]+)\]: (\S+)$/gm)].map(([, label, target]) => [label, target]));

interface Row {
  readonly feature: string;
  readonly ours: string;
  readonly alpha: string;
  readonly l1: string;
}

const ROWS: Row[] = PAGE.split('\n').filter((line) => /^\| (?!feature)/.test(line)).map((line) => {
  const [feature, ours, alpha, l1] = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
  return { feature, ours, alpha, l1 };
});

function typesIn(directory: string): string {
  return (readdirSync(directory) as string[]).filter((file) => file.endsWith('.d.ts')).map((file) => readFileSync(join(directory, file), 'utf8')).join('\n');
}

const ALPHA = typesIn(join(dirname(require.resolve('@aws-cdk/aws-sagemaker-alpha/package.json')), 'lib'));
const CDK = dirname(require.resolve('aws-cdk-lib/package.json'));
const L1 = readFileSync(join(CDK, 'aws-sagemaker', 'lib', 'sagemaker.generated.d.ts'), 'utf8');

/** What a library has to have in its types for a yes: that of the alpha library, and that of the L1. */
const NEEDED: Readonly<Record<string, readonly [alpha: RegExp, l1: RegExp]>> = {
  'several variants by weight': [/initialVariantWeight/, /initialVariantWeight/],
  'shadow variant, sampled': [/shadow/i, /shadowProductionVariants/],
  'autoscaling on invocations': [/scaleOnInvocations/, /scaleOnInvocations/],
  '... on concurrency, any metric, in steps, by schedule': [/scaleOnConcurrency|scaleToTrackMetric|scaleOnSchedule/, /scaleOnSchedule/],
  'updates keep the instances that autoscaling has arrived at': [/retainAllVariantProperties/i, /retainAllVariantProperties/],
  'managed instance scaling': [/managedInstanceScaling/i, /managedInstanceScaling/],
  'routing strategy': [/routing/i, /routingStrategy/],
  '... and how it scales in': [/scaleInPolicy/i, /scaleInPolicy/],
  '... by the beginning of the prompt': [/prefixAware/i, /prefixAware/],
  'instance pools, with a model for each type': [/instancePools/i, /instancePools[\s\S]*modelNameOverride/],
  'capacity reservation': [/capacityReservation/i, /capacityReservationConfig/],
  'login to the containers (SSM)': [/ssmAccess/i, /enableSsmAccess/],
  'core dumps of containers that crash': [/coreDump/i, /coreDumpConfig/],
  'answers in the notifications of asynchronous inference': [/includeInferenceResponse/i, /includeInferenceResponseIn/],
  'metrics of GPUs, instances and containers': [/detailedObservability/i, /enableDetailedObservability/],
  'image of a private registry': [/repositoryAccess/i, /repositoryAccessMode/],
  'licence accepted, or a private hub': [/acceptEula/i, /acceptEula[\s\S]*hubContentArn|hubContentArn[\s\S]*acceptEula/],
  'many models in one container': [/multiModel/i, /multiModelConfig/],
  '... asked one by one': [/inferenceExecution/i, /inferenceExecutionConfig/],
  '... with other environment variables, and one of its specifications': [/inferenceSpecification/i, /inferenceSpecificationName/],
  'data capture': [/dataCapture/i, /dataCaptureConfig/],
  'asynchronous inference': [/asyncInference/i, /asyncInferenceConfig/],
  'explainer': [/explainer/i, /explainerConfig/],
  'KMS key for storage': [/encryptionKey/, /kmsKeyId/],
  'volume size, download time-out': [/volumeSize|modelDataDownloadTimeout/i, /volumeSizeInGb[\s\S]*modelDataDownloadTimeoutInSeconds|modelDataDownloadTimeoutInSeconds[\s\S]*volumeSizeInGb/],
  'start-up health check time-out': [/containerStartupHealthCheckTimeout/, /containerStartupHealthCheckTimeoutInSeconds/],
  'inference AMI': [/inferenceAmi/i, /inferenceAmiVersion/],
  'metrics every 10 seconds, and alarms on them': [/metricsConfig/i, /metricsConfig/],
  'serverless variants': [/serverlessProductionVariant/, /serverlessConfig/],
  'metrics as methods, endpoint-wide': [/metricInvocations\(/, /metricInvocations\(/],
  '... and of the green fleet': [/green|endpointConfigName.*metric/i, /greenFleet/],
  'permission to invoke': [/grantInvoke/, /class CfnEndpoint [\s\S]*grantInvoke/],
  'imports by name and ARN': [/fromEndpointName/, /fromEndpointName/],
  '... of multi-model endpoints, and of containers asked directly': [/metricModelCacheHit|ContainerLatency/, /metricModelCacheHit/],
  '... and to invoke asynchronously': [/InvokeAsync/, /InvokeAsync/],
  '... by a security group that lets out only what is allowed': [/allowAllOutbound/, /allowAllOutbound/],
  'made elsewhere, by its name and role': [/ModelAttributes[\s\S]*role\?/, /fromModelAttributes/],
  'dashboard': [/class \w*Dashboard/, /class \w*Dashboard/],
  'deployments told in sentences': [/notify/i, /notifyOfDeployments/],
  'image of a repository, or built from a directory': [/fromEcrRepository[\s\S]*fromAsset/, /fromEcrRepository/],
  "Deep Learning Container of the stack's region": [/fromDlc/, /fromDlc/],
  "images of other libraries' lists": [/fromOtherLibrary/, /fromOtherLibrary/],
  'archive in a bucket, or uploaded': [/class ModelData[\s\S]*fromBucket[\s\S]*fromAsset/, /fromBucket/],
  'artifacts as they are': [/compressionType/i, /compressionType/],
  'several containers': [/containers\?: ContainerDefinition\[\]/, /containers\?/],
  'model package by ARN': [/modelPackage/i, /modelPackageName/],
  'latest approved version, looked up while deploying': [/approved/i, /fromLatestApproved/],
  'VPC, network isolation': [/networkIsolation/, /enableNetworkIsolation/],
  'all at once, canary, linear': [/canary/i, /canarySize/],
  'rolling, and rolling back in batches': [/rolling/i, /rollbackMaximumBatchSize/],
  'alarms roll back': [/rollback/i, /autoRollbackConfiguration/],
  'a guard on endpoints that are declared already': [/EndpointGuardrails/, /EndpointGuardrails/],
};

/** What the page says CodeDeploy has properties for. */
const CODE_DEPLOY = ['ignoreAlarmConfiguration', 'ignorePollAlarmsFailure', 'deploymentApprovalWaitTime', 'stoppedDeployment'];

describe('the table of features', () => {
  test('is a table', () => {
    expect(ROWS.length).toBeGreaterThan(45);
    expect(ROWS.map(({ feature }) => feature)).toEqual([...new Set(ROWS.map(({ feature }) => feature))]);
  });

  test.each(ROWS.map((row) => [row.feature, row] as const))('names tests that there are: %s', (_feature, { ours }) => {
    const named = [...ours.matchAll(/\[[^\]]+\]\[([\w-]+)\] \*([^*]+)\*/g)];
    expect(named).not.toEqual([]);
    for (const [, label, title] of named) {
      const source = readFileSync(join(DOCS, LINKS.get(label)!), 'utf8').replaceAll("\\'", "'");
      expect(source.split('\n').filter((line) => /^\s*(test|it)(\.each)?\b|^\s*\]\)\(/.test(line) && line.includes(title))).not.toEqual([]);
    }
  });

  test.each(CODE_DEPLOY)('says of CodeDeploy what its types have: %s', (property) => {
    expect(PAGE).toContain(`\`${property}\``);
    expect(typesIn(join(CDK, 'aws-codedeploy', 'lib')) + ['ecs', 'lambda'].map((kind) => typesIn(join(CDK, 'aws-codedeploy', 'lib', kind))).join('\n')).toContain(`readonly ${property}?:`);
  });

  test.each(Object.keys(NEEDED))('says of the alpha library and of the L1 what their types have: %s', (feature) => {
    const row = ROWS.find((candidate) => candidate.feature === feature)!;
    const [alpha, l1] = NEEDED[feature];
    expect({ alpha: /^yes/.test(row.alpha), l1: /^yes/.test(row.l1) }).toEqual({ alpha: alpha.test(ALPHA), l1: l1.test(L1) });
  });
});
