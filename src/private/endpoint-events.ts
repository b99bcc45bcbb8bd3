import { aws_events as events, aws_events_targets as targets, type aws_sns as sns } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What SageMaker sends while an endpoint is updated. It may send an event twice. */
const DEPLOYMENT_STATE_CHANGE = 'SageMaker Endpoint Deployment State Change';

/**
 * A rule for the steps of an endpoint's updates.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function onDeploymentStateChange(scope: Construct, id: string, endpointName: string, options: events.OnEventOptions): events.Rule {
  const { target, eventPattern, crossStackScope, ...props } = options;
  const rule = new events.Rule(crossStackScope ?? scope, id, {
    ...props,
    eventPattern: {
      ...eventPattern,
      source: ['aws.sagemaker'],
      detailType: [DEPLOYMENT_STATE_CHANGE],
      detail: { ...eventPattern?.detail, EndpointName: [endpointName] },
    },
  });
  rule.addTarget(target);
  return rule;
}

/** A target that tells people in a sentence. */
export function readable(topic: sns.ITopic): events.IRuleTarget {
  const [name, status, config, time] = ['$.detail.EndpointName', '$.detail.EndpointStatus', '$.detail.EndpointConfigName', '$.time']
    .map((path) => events.EventField.fromPath(path));
  return new targets.SnsTopic(topic, {
    message: events.RuleTargetInput.fromText(`${time}: endpoint ${name} is ${status}. Config in service: ${config}.`),
  });
}
