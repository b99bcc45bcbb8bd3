import {
  DeleteScalingPolicyCommand, DeregisterScalableTargetCommand, ObjectNotFoundException, PutScalingPolicyCommand, RegisterScalableTargetCommand,
  type PutScalingPolicyCommandInput, type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { standInFor } from './stand-in';
import { coerced } from '../coerce';
import type { DeleteRequest, ResourceProvider, ResourceRequest, ResourceState } from '../resource-provider';

const SERVICE = 'application-autoscaling';

/**
 * `AWS::ApplicationAutoScaling::ScalableTarget` of an endpoint's variant; others get stand-ins, and so do scheduled actions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html
 */
export const scalableTarget: ResourceProvider = {
  create: register,
  update: register,

  async delete({ cloud, properties }) {
    const { ServiceNamespace, ResourceId, ScalableDimension } = properties as unknown as RegisterScalableTargetCommandInput;
    await unlessGone(cloud.autoscaling.send(new DeregisterScalableTargetCommand({ ServiceNamespace, ResourceId, ScalableDimension })));
  },
};

/** `AWS::ApplicationAutoScaling::ScalingPolicy`; of a kind that is not simulated, a stand-in: nothing scales by it. */
export const scalingPolicy: ResourceProvider = {
  create: putPolicy,
  update: putPolicy,

  async delete({ cloud, properties }: DeleteRequest) {
    const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName } = policyInput(properties);
    await unlessGone(cloud.autoscaling.send(new DeleteScalingPolicyCommand({ ServiceNamespace, ResourceId, ScalableDimension, PolicyName })));
  },
};

async function register(request: ResourceRequest): Promise<ResourceState> {
  const { cloud, properties } = request;
  const { ServiceNamespace, ResourceId, ScalableDimension } = properties;
  const physicalId = [ResourceId, ScalableDimension, ServiceNamespace].join('|');
  const { ScheduledActions, ...given } = properties;
  return unlessNotSimulated(request, physicalId, async () => {
    const input = coerced(SERVICE, 'RegisterScalableTargetRequest', given) as unknown as RegisterScalableTargetCommandInput;
    const { ScalableTargetARN } = await cloud.autoscaling.send(new RegisterScalableTargetCommand(input));
    const state = { physicalId, attributes: { Id: physicalId, ScalableTargetARN } };
    return ScheduledActions === undefined ? state : { ...state, standIn: 'its ScheduledActions are not simulated' };
  });
}

async function putPolicy(request: ResourceRequest): Promise<ResourceState> {
  const input = policyInput(request.properties);
  return unlessNotSimulated(request, String(input.PolicyName), async () => {
    const { PolicyARN } = await request.cloud.autoscaling.send(new PutScalingPolicyCommand(input));
    return { physicalId: PolicyARN!, attributes: { Arn: PolicyARN } };
  });
}

/** The target is named by what `Ref` gives of it, or by its parts. */
function policyInput({ ScalingTargetId, ...properties }: ResourceRequest['properties']): PutScalingPolicyCommandInput {
  const [ResourceId, ScalableDimension, ServiceNamespace] = ScalingTargetId === undefined ? [] : String(ScalingTargetId).split('|');
  const target = ScalingTargetId === undefined ? {} : { ResourceId, ScalableDimension, ServiceNamespace };
  return coerced(SERVICE, 'PutScalingPolicyRequest', { ...properties, ...target }) as unknown as PutScalingPolicyCommandInput;
}

async function unlessNotSimulated(request: ResourceRequest, name: string, make: () => Promise<ResourceState>): Promise<ResourceState> {
  try {
    return await make();
  } catch (error) {
    const { message } = error as Error;
    if (!/\bnot simulated\b/.test(message)) {
      throw error;
    }
    return { ...standInFor(request, name), standIn: message };
  }
}

/** A target goes with its endpoint, and its policies with it. */
async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  await deletion.catch((error: unknown) => {
    if (!(error instanceof ObjectNotFoundException)) {
      throw error;
    }
  });
}
