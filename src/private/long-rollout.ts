import { createHash } from 'node:crypto';
import {
  CfnResource, CfnWaitCondition, CfnWaitConditionHandle, Lazy, Stack, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker,
} from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { WAIT_CONDITION_SECONDS, type RolloutRequest } from '../rollout/request';

interface LongRolloutProps {
  readonly endpointConfig: sagemaker.CfnEndpointConfig;
  readonly alarms: readonly cloudwatch.IAlarmRef[];
  /** What is asked for, as of now, without what no rollout is due for. */
  readonly rollout: () => RolloutRequest;
}

interface RenderedResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/**
 * Has CloudFormation wait for updates that take longer than a custom resource may: the custom resource answers once its update has
 * begun, and the end is reported to a wait condition.
 *
 * A wait condition waits once. So its logical id, and that of its handle, is made of what makes a new rollout due: the endpoint's
 * config with the models behind it, the strategy and the guardrails.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export class LongRollout {
  readonly signalUrl: string;
  /** What the updater has signalled, as JSON. */
  readonly data: string;
  private readonly condition: CfnWaitCondition;

  constructor(private readonly scope: Construct, private readonly props: LongRolloutProps) {
    const handle = new CfnWaitConditionHandle(scope, 'RolloutHandle');
    this.signalUrl = handle.ref;
    this.condition = new CfnWaitCondition(scope, 'Rollout', { handle: handle.ref, timeout: String(WAIT_CONDITION_SECONDS), count: 1 });
    this.data = this.condition.attrData.toString();
    for (const resource of [handle, this.condition]) {
      const stem = Stack.of(scope).getLogicalId(resource);
      resource.overrideLogicalId(Lazy.uncachedString({ produce: () => `${stem}${this.fingerprint()}` }));
    }
  }

  /** It begins to wait when the resource has answered. */
  waitFor(resource: CfnResource): void {
    this.condition.node.addDependency(resource);
  }

  private fingerprint(): string {
    const { endpointConfig, alarms, rollout } = this.props;
    const declaredAlarms = alarms.flatMap(({ node }) => (node.defaultChild instanceof CfnResource ? [node.defaultChild] : []));
    const parts = [this.withModels(endpointConfig), declaredAlarms.map((alarm) => this.rendered(alarm)), this.resolve(rollout())];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
  }

  /** A model is replaced by whatever changes it, and the config that refers to it with it. */
  private withModels(resource: CfnResource): unknown {
    const rendered = this.rendered(resource);
    const stack = Stack.of(this.scope);
    const referred = logicalIdsIn(rendered);
    const models = stack.node.findAll().filter(isModel).filter(({ logicalId }) => referred.has(stack.resolve(logicalId)));
    return [rendered, models.map((model) => this.rendered(model))];
  }

  private rendered(resource: CfnResource): unknown {
    // The CDK's own way to hash a resource: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-apigateway/lib/deployment.ts
    const template = (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
    const { Resources = {} } = this.resolve(template) as { readonly Resources?: Readonly<Record<string, RenderedResource>> };
    return Object.entries(Resources).map(([logicalId, { Properties }]) => {
      // None of these replaces the resource, or changes when an alarm goes off.
      const { Tags, AlarmDescription, AlarmActions, OKActions, InsufficientDataActions, ...decisive } = Properties ?? {};
      return [logicalId, decisive];
    });
  }

  private resolve(value: unknown): unknown {
    return Stack.of(this.scope).resolve(value);
  }
}

function isModel(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::SageMaker::Model';
}

/** What a rendered value refers to. */
function logicalIdsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) {
      part.forEach(visit);
    } else if (typeof part === 'object' && part !== null) {
      for (const [key, argument] of Object.entries(part)) {
        if (key === 'Ref' && typeof argument === 'string') {
          found.add(argument);
        } else if (key === 'Fn::GetAtt') {
          found.add(Array.isArray(argument) ? String(argument[0]) : String(argument).split('.')[0]);
        } else {
          visit(argument);
        }
      }
    }
  };
  visit(value);
  return found;
}
