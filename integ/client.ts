import { Duration, Stack, aws_events as events, aws_events_targets as targets, aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface ClientProps {
  readonly endpointName: string;
  readonly watchedStackName: string;
}

/** What an account needs beside the endpoint: requests, two a second, and somebody who reads why a deployment failed. */
export class Client extends Stack {
  public readonly reasonsFunctionName: string;

  constructor(scope: Construct, id: string, { endpointName, watchedStackName }: ClientProps) {
    super(scope, id);

    const requests = this.function('Requests', `
      const { InvokeEndpointCommand, SageMakerRuntimeClient } = require('@aws-sdk/client-sagemaker-runtime');
      const client = new SageMakerRuntimeClient({ maxAttempts: 1 });
      const request = new InvokeEndpointCommand({ EndpointName: process.env.NAME, ContentType: 'text/csv', Body: '0' });
      exports.handler = async () => {
        for (const end = Date.now() + 55000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 500))) {
          await client.send(request).catch(({ message }) => console.log(message));
        }
      };`, endpointName);
    requests.addToRolePolicy(new iam.PolicyStatement({
      actions: ['sagemaker:InvokeEndpoint'],
      resources: [this.formatArn({ service: 'sagemaker', resource: 'endpoint', resourceName: endpointName.toLowerCase() })],
    }));
    new events.Rule(this, 'EachMinute', { schedule: events.Schedule.rate(Duration.minutes(1)), targets: [new targets.LambdaFunction(requests)] });

    const reasons = this.function('Reasons', `
      const { CloudFormationClient, DescribeStackEventsCommand } = require('@aws-sdk/client-cloudformation');
      exports.handler = async () => {
        const { StackEvents } = await new CloudFormationClient().send(new DescribeStackEventsCommand({ StackName: process.env.NAME }));
        return StackEvents.filter(({ ResourceStatus }) => /_FAILED$/.test(ResourceStatus)).map(({ ResourceStatusReason }) => ResourceStatusReason).join('; ');
      };`, watchedStackName);
    reasons.addToRolePolicy(new iam.PolicyStatement({
      actions: ['cloudformation:DescribeStackEvents'],
      resources: [this.formatArn({ service: 'cloudformation', resource: 'stack', resourceName: `${watchedStackName}/*` })],
    }));
    this.reasonsFunctionName = reasons.functionName;
  }

  private function(id: string, code: string, name: string): lambda.Function {
    return new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(code.replace(/^ {6}/gm, '').trim()),
      environment: { NAME: name },
      timeout: Duration.minutes(1),
    });
  }
}
