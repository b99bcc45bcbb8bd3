import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { newEndpoint, warningsOf } from '../declared';

const directory = mkdtempSync(join(tmpdir(), 'roles-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ROLES = ['Stack/Model/Role', 'Stack/GuardedEndpointUpdater/Role', 'Stack/GuardedEndpointUpdater/WatchRole'];

/** An endpoint of an app whose roles are made by others, who read in a report what they have to allow. */
function declared(options: iam.CustomizeRolesOptions): { readonly stack: Stack; readonly report: Record<string, string> } {
  const app = new App({ outdir: mkdtempSync(join(directory, 'out-')) });
  iam.Role.customizeRoles(app, options);
  const stack = new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  newEndpoint(stack);
  const text = readFileSync(join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');
  const parts = text.split(/^<(?=.*> \()|^(?=\S+ \(Stack\/)/m);
  return { stack, report: Object.fromEntries(ROLES.map((path) => [path, parts.find((part) => part.includes(`(${path})`)) ?? ''])) };
}

describe('where roles are made by others', () => {
  test('they are told what to allow, and there is no policy that would', () => {
    const { stack, report } = declared({ usePrecreatedRoles: Object.fromEntries(ROLES.map((path) => [path, path.split('/').slice(1).join('-')])) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Role', 0);
    expect(template.findResources('AWS::IAM::Policy')).toEqual({});
    expect(report['Stack/Model/Role']).toContain('cloudwatch:DescribeAlarms');
    expect(report['Stack/GuardedEndpointUpdater/Role']).toContain('sagemaker:UpdateEndpoint');
    expect(report['Stack/GuardedEndpointUpdater/WatchRole']).toContain('lambda:InvokeFunction');
    expect(warningsOf(stack)).toEqual([expect.stringContaining('execution-role-unknown')]);
  });

  test('they are told the same where the roles are declared as well', () => {
    const { stack, report } = declared({ preventSynthesis: false });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', ROLES.length);
    expect(report['Stack/Model/Role']).toContain('cloudwatch:DescribeAlarms');
    expect(report['Stack/GuardedEndpointUpdater/Role']).toContain('sagemaker:UpdateEndpoint');
  });
});
