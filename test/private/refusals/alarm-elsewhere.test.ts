import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Guardrail } from '../../../src';
import { newEndpoint, newStack } from '../../declared';

function guardedBy(alarmArn: string, env?: { region: string; account: string }): void {
  const stack = newStack({ env });
  newEndpoint(stack, { guardrails: [Guardrail.fromAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Pager', alarmArn))] });
}

describe('an alarm of somewhere else', () => {
  const env = { region: 'eu-west-1', account: '111122223333' };

  test('fails if it is in another region', () => {
    expect(() => guardedBy('arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager', env))
      .toThrow('alarm Stack/Pager is in region us-east-1, but the endpoint is in eu-west-1, where the service looks for its alarms; use an alarm of region eu-west-1');
  });

  test('fails if it is in another account', () => {
    expect(() => guardedBy('arn:aws:cloudwatch:eu-west-1:444455556666:alarm:pager', env)).toThrow('alarm Stack/Pager is in account 444455556666');
  });

  test('can be anywhere as long as nobody knows where the endpoint will be', () => {
    expect(() => guardedBy('arn:aws:cloudwatch:us-east-1:111122223333:alarm:pager')).not.toThrow();
  });

  test('can be here', () => {
    expect(() => guardedBy('arn:aws:cloudwatch:eu-west-1:111122223333:alarm:pager', env)).not.toThrow();
  });
});
