import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { substituted } from '../../src/private/pseudo-parameters';

test('pseudo parameters are left to CloudFormation, in one string', () => {
  expect(substituted(`arn:${Aws.PARTITION}:sagemaker:${Aws.REGION}:${Aws.ACCOUNT_ID}:endpoint/churn`))
    .toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:endpoint/churn' });
});

test.each(['*', 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint/churn'])('%s stays as it is', (text) => {
  expect(substituted(text)).toBe(text);
});

test('so does text with other tokens, and with what Fn::Sub would take for a parameter', () => {
  const name = new CfnParameter(new Stack(new App(), 'Stack'), 'Name').valueAsString;
  expect(substituted(`arn:${Aws.PARTITION}:sagemaker:::endpoint/${name}`)).toContain(name);
  expect(typeof substituted(`arn:${Aws.PARTITION}:s3:::home/\${aws:username}`)).toBe('string');
});
