import { CfnResource, Lazy, RemovalPolicy, Token, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { allowToCall } from './hooks';
import { LongRollout } from './long-rollout';
import { mayOutlastUpdater, warnOfLongerThanCloudFormationWaits } from './refusals/longer-than-cloudformation-waits';
import { signalledArn } from './signalled-arn';
import { StackUpdater } from './stack-updater';
import { templateJson } from './template-json';
import { allowToUpdate } from './updater-permissions';
import { waitFor } from './wait-for';
import type { DeploymentHooks } from '../deployment-hooks';
import { encodeRequest, RESOURCE_TYPE, SERVICE_TIMEOUT_SECONDS, type RolloutRequest } from '../rollout/request';

export interface RolloutResourceProps {
  /** Absent where it was made from the construct's path. */
  readonly givenName?: string;
  readonly endpointConfig: sagemaker.CfnEndpointConfig;
  /** Absent where there are none; those that are added later included. */
  readonly alarms?: readonly cloudwatch.IAlarmRef[];
  /** What is asked for, as of now. */
  readonly request: () => RolloutRequest;
  readonly hooks?: DeploymentHooks;
  /** Whether CloudFormation waits by way of a wait condition; unless given, where an update may take longer than the updater can wait. */
  readonly waitCondition?: boolean;
}

/** The custom resource of an endpoint, and where its updates may outlast that, the wait condition that waits for them. */
export class RolloutResource {
  readonly resource: CfnResource;
  /** The endpoint's ARN; what refers to it waits until the endpoint has been updated. */
  readonly endpointArn: string;

  constructor(endpoint: Construct, { givenName, endpointConfig, alarms, request, hooks, waitCondition }: RolloutResourceProps) {
    const updater = StackUpdater.getOrCreate(endpoint);
    // With the name in their ids, a renamed endpoint is a new resource with a policy of its own, and the old endpoint is deleted
    // while the old policy still allows it.
    const scope = new Construct(endpoint, givenName === undefined || Token.isUnresolved(givenName) ? 'Endpoint' : `Endpoint-${givenName}`);
    const { endpointName, endpointConfigName, verification, adopt, ...asked } = request();
    const permissions = allowToUpdate(scope, updater.role, { endpointName, endpointConfig, alarms, verification, adopt });
    warnOfLongerThanCloudFormationWaits(endpoint, asked, waitCondition);
    const long = waitCondition ?? mayOutlastUpdater(asked)
      ? new LongRollout(scope, { endpointConfig, alarms: alarms ?? [], rollout: () => ({ ...request(), tags: [] }) })
      : undefined;
    this.resource = new CfnResource(scope, 'Resource', {
      type: RESOURCE_TYPE,
      properties: {
        ServiceToken: updater.serviceToken,
        ServiceTimeout: String(SERVICE_TIMEOUT_SECONDS),
        EndpointName: endpointName,
        EndpointConfigName: endpointConfigName,
        Rollout: Lazy.string({ produce: () => encodeRequest(request(), (value) => templateJson(endpoint, value)).Rollout }),
        ...(long && { SignalUrl: long.signalUrl }),
      },
    });
    this.resource.applyRemovalPolicy(RemovalPolicy.DESTROY);
    // Permissions before use, and until after it: the machine's own are not referred to by anything else.
    waitFor(this.resource, updater.last, permissions);
    if (hooks?.beforeUpdate || hooks?.afterUpdate) {
      waitFor(this.resource, allowToCall(scope, updater.machineRole, endpointName, hooks));
    }
    long?.waitFor(this.resource);
    this.endpointArn = long ? signalledArn(endpoint, endpointName, long.data) : this.resource.getAtt('EndpointArn').toString();
  }

  /** The updater keeps the numbers of instances in every update, unless the app itself has changed them. */
  keepCounts(_scaledVariant: string): void {}
}
