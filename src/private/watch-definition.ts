/**
 * The state machine that looks at an endpoint until its update is over, in Amazon States Language.
 *
 * Its state is the ticket that the updater hands on from look to look. The ticket carries the function's ARN: the function knows its
 * state machine, so the machine cannot know its function without a circle in the template.
 *
 * @see https://states-language.net/spec.html
 */
export function watchDefinition(partition: string): object {
  const invokeUpdater = {
    Type: 'Task',
    Resource: `arn:${partition}:states:::lambda:invoke`,
    Parameters: { 'FunctionName.$': '$.functionArn', 'Payload.$': '$' },
    OutputPath: '$.Payload',
  };
  return {
    Comment: 'Looks at a SageMaker endpoint until its update is over, then answers CloudFormation',
    StartAt: 'Check',
    States: {
      'Check': {
        ...invokeUpdater,
        // Three minutes of trouble at most, which leaves time to answer.
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 7, MaxDelaySeconds: 60 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'GiveUp' }],
        Next: 'Finished?',
      },
      'Finished?': {
        Type: 'Choice',
        Choices: [
          { Variable: '$.done', BooleanEquals: true, Next: 'Finished' },
          { And: [{ Variable: '$.hook', IsPresent: true }, { Not: { Variable: '$.hook.outcome', IsPresent: true } }], Next: 'CallHook' },
        ],
        Default: 'Wait',
      },
      'Wait': { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Check' },
      'CallHook': {
        Type: 'Task',
        Resource: `arn:${partition}:states:::lambda:invoke`,
        Parameters: { 'FunctionName.$': '$.hook.functionName', 'Payload.$': '$.hook.payload' },
        // The updater answers CloudFormation five minutes before its hour at the latest.
        TimeoutSeconds: 240,
        ResultSelector: { 'answer.$': '$.Payload' },
        ResultPath: '$.hook.outcome',
        // Trouble of the service; what the function itself throws is its answer.
        // https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
        Retry: [{
          ErrorEquals: ['Lambda.ClientExecutionTimeoutException', 'Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException', 'Lambda.TooManyRequestsException'],
          IntervalSeconds: 2,
          BackoffRate: 2,
          MaxAttempts: 4,
        }],
        // States.ALL leaves out an answer that is too large.
        Catch: [
          { ErrorEquals: ['States.DataLimitExceeded'], ResultPath: '$.hook.outcome', Next: 'Check' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.hook.outcome', Next: 'Check' },
        ],
        Next: 'Check',
      },
      'GiveUp': {
        ...invokeUpdater,
        // Nobody else answers CloudFormation, which would wait for the rest of its hour.
        Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 10, MaxDelaySeconds: 120 }],
        Next: 'GaveUp',
      },
      'GaveUp': { Type: 'Fail', Error: 'GaveUp', Cause: 'the updater failed again and again, and told CloudFormation so' },
      'Finished': { Type: 'Succeed' },
    },
  };
}
