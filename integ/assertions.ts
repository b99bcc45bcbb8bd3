import { ExpectedResult, IntegTest, Match, type IApiCall } from '@aws-cdk/integ-tests-alpha';
import { Duration, type App, type Stack } from 'aws-cdk-lib';
import { Client } from './client';

/** How a release is called that answers, and one that fails every request: see model/server.py. */
export const GOOD_RELEASE = 'good-1';
export const BAD_RELEASE = 'bad-2';
const BETTER_RELEASE = 'good-3';

/** What is asserted of an app besides that its endpoint is in service. */
export interface RolloutAssertions {
  /** Whether a bad release is sent after the first one, which has to be rolled back. @default true */
  readonly rollsBack?: boolean;
  /** What the failed deployment of the bad release says. @default - the name of the guardrail on server errors */
  readonly reason?: string;
  /** Whether a good release is sent then, which has to stay. Not where that takes more than an hour, the most that an assertion may wait. @default true */
  readonly keeps?: boolean;
}

/**
 * The assertions of an app, each made when the one before it holds: in service; a bad release is rolled back, to the config that served before, and
 * the deployment says why; a good release stays.
 *
 * A release is a parameter of the stack, so that the assertions can send the next by updating the stack.
 */
export function assertRollouts(app: App, stack: Stack, { rollsBack = true, keeps = true, reason }: RolloutAssertions): void {
  const { stackName } = stack;
  const client = new Client(app, `${stackName}-client`, { endpointName: stackName, watchedStackName: stackName });
  client.addDependency(stack);
  const { assertions } = new IntegTest(app, `${stackName}-test`, {
    testCases: [stack, client],
    // A rollout takes a quarter of an hour and the assertions make two of them: none for the snapshot that was there before.
    stackUpdateWorkflow: false,
    regions: ['us-east-1'],
    cdkCommandOptions: { destroy: { args: { force: true } } },
  });

  const endpoint = (): IApiCall => assertions.awsApiCall('SageMaker', 'describeEndpoint', { EndpointName: stackName }, ['EndpointStatus', 'EndpointConfigName']);
  const update = (release: string): IApiCall => assertions.awsApiCall('CloudFormation', 'updateStack', {
    StackName: stackName,
    UsePreviousTemplate: true,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: [{ ParameterKey: 'Release', ParameterValue: release }],
  });
  const stackStatus = (status: string): IApiCall => assertions.awsApiCall('CloudFormation', 'describeStacks', { StackName: stackName }, ['Stacks.0.StackStatus'])
    .assertAtPath('Stacks.0.StackStatus', ExpectedResult.exact(status))
    .waitForAssertions({ totalTimeout: Duration.minutes(55), interval: Duration.seconds(30) });

  const first = endpoint();
  let last: IApiCall = first.assertAtPath('EndpointStatus', ExpectedResult.exact('InService'));
  if (rollsBack) {
    last = last.next(update(BAD_RELEASE)).next(stackStatus('UPDATE_ROLLBACK_COMPLETE'))
      .next(endpoint().assertAtPath('EndpointStatus', ExpectedResult.exact('InService')))
      .next(endpoint().assertAtPath('EndpointConfigName', ExpectedResult.exact(first.getAttString('EndpointConfigName'))))
      .next(assertions.invokeFunction({ functionName: client.reasonsFunctionName }).expect(ExpectedResult.objectLike({
        Payload: Match.stringLikeRegexp(reason ?? `${stackName}-AllTraffic-ServerErrorRate`),
      })));
  }
  if (keeps) {
    last.next(update(BETTER_RELEASE)).next(stackStatus('UPDATE_COMPLETE'))
      .next(endpoint().assertAtPath('EndpointStatus', ExpectedResult.exact('InService')));
  }
}
