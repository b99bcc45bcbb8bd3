import { Aws, Token } from 'aws-cdk-lib';

/** As `Fn::Sub` writes them. */
const PARAMETERS: ReadonlyArray<readonly [string, string]> = [
  [Aws.PARTITION, '${AWS::Partition}'], [Aws.REGION, '${AWS::Region}'], [Aws.ACCOUNT_ID, '${AWS::AccountId}'],
];

/**
 * The text for a template, with `Fn::Sub` where its only tokens are pseudo parameters, as those of an ARN mostly are.
 *
 * That deploys what the CDK's own `Fn::Join` does, without a token that the CDK looks for and resolves, several times for each template.
 */
export function substituted(text: string): string | object {
  const template = PARAMETERS.reduce((result, [token, parameter]) => result.split(token).join(parameter), text);
  return template === text || Token.isUnresolved(template) || /\$\{(?!AWS::)/.test(template) ? text : { 'Fn::Sub': template };
}
