import { aws_events as events, aws_events_targets as targets, type aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What SageMaker sends while an endpoint is updated. It may send an event twice. */
const DEPLOYMENT_STATE_CHANGE = 'SageMaker Endpoint Deployment State Change';

/** What it sends when an update, or anything else, begins and ends. */
const STATE_CHANGE = 'SageMaker Endpoint State Change';

/**
 * A rule for the steps of an endpoint's updates.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function onDeploymentStateChange(scope: Construct, id: string, endpointName: string, options: events.OnEventOptions): events.Rule {
  return onEvent(scope, id, DEPLOYMENT_STATE_CHANGE, endpointName, options);
}

/** A rule for the states of an endpoint: the beginning and the end of an update, and of anything else. */
export function onStateChange(scope: Construct, id: string, endpointName: string, options: events.OnEventOptions): events.Rule {
  return onEvent(scope, id, STATE_CHANGE, endpointName, options);
}

function onEvent(scope: Construct, id: string, detailType: string, endpointName: string, options: events.OnEventOptions): events.Rule {
  const { target, eventPattern, crossStackScope, ...props } = options;
  const rule = new events.Rule(crossStackScope ?? scope, id, {
    ...props,
    eventPattern: {
      ...eventPattern,
      source: ['aws.sagemaker'],
      detailType: [detailType],
      detail: { ...eventPattern?.detail, EndpointName: [endpointName] },
    },
  });
  rule.addTarget(target);
  return rule;
}

/** Tells people of each step of an update in a sentence, and in another what came of it. The rule of the steps. */
export function tellOfDeployments(scope: Construct, id: string, endpointName: string, topic: sns.ITopic): events.Rule {
  const [time, from, status, failure] = ['$.time', '$.detail.EndpointConfigName', '$.detail.EndpointStatus', '$.detail.FailureReason'].map(field);
  const [to, variant, step] = ['EndpointConfigName', 'ProductionVariants[0].VariantName', 'ProductionVariants[0].VariantStatus[0].StatusMessage']
    .map((path) => field(`$.detail.PendingDeploymentSummary.${path}`));
  // All variants take their steps together. What an event does not have is left out.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
  const sentence = (text: string): events.IRuleTarget => new targets.SnsTopic(topic, { message: events.RuleTargetInput.fromText(text) });
  onStateChange(scope, `${id}Outcome`, endpointName, {
    description: `Tells of the states of endpoint ${endpointName}`,
    target: sentence(`${time} endpoint ${endpointName} is ${status}, config ${from} answers requests. ${failure}`),
  });
  return onDeploymentStateChange(scope, id, endpointName, {
    description: `Tells of the steps of updates of endpoint ${endpointName}`,
    eventPattern: { detail: { PendingDeploymentSummary: { ProductionVariants: { VariantStatus: { StatusMessage: [{ exists: true }] } } } } },
    target: sentence(`${time} endpoint ${endpointName}, update from config ${from} to ${to}: ${variant}: ${step}`),
  });
}

function field(path: string): string {
  return events.EventField.fromPath(path);
}
