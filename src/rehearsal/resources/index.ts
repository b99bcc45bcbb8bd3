import type { ResourceProvider } from '../resource-provider';
import { alarm, compositeAlarm } from './alarm';
import { scalableTarget, scalingPolicy } from './autoscaling';
import { customResource } from './custom-resource';
import { endpoint } from './endpoint';
import { endpointConfig } from './endpoint-config';
import { key } from './key';
import { lambdaFunction } from './lambda-function';
import { latestApproved } from './latest-approved';
import { model } from './model';
import { nestedStack } from './nested-stack';
import { standIn } from './stand-in';
import { stateMachine } from './state-machine';
import { waitCondition, waitConditionHandle } from './wait-condition';
import { LATEST_APPROVED_TYPE } from '../../rollout/latest-approved';

const PROVIDERS: Readonly<Record<string, ResourceProvider>> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': scalableTarget,
  'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicy,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::CloudFormation::CustomResource': customResource,
  'AWS::CloudFormation::WaitCondition': waitCondition,
  'AWS::CloudFormation::WaitConditionHandle': waitConditionHandle,
  'AWS::CloudFormation::Stack': nestedStack,
  'AWS::KMS::Key': key,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::SageMaker::Endpoint': endpoint,
  'AWS::SageMaker::EndpointConfig': endpointConfig,
  'AWS::SageMaker::Model': model,
  'AWS::StepFunctions::StateMachine': stateMachine,
  [LATEST_APPROVED_TYPE]: latestApproved,
};

/** The part that manages a resource type; a stand-in for one that is not simulated. */
export function providerOf(type: string): ResourceProvider {
  return PROVIDERS[type] ?? (type.startsWith('Custom::') ? customResource : standIn);
}

export function isSimulated(type: string): boolean {
  return providerOf(type) !== standIn;
}
