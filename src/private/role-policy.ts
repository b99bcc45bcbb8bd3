import { aws_iam as iam, Lazy, Stack, type IStableListProducer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LeanlyResolved } from './leanly-resolved';
import { CUSTOMIZED_ROLES, ModelRole } from './model-role';
import { substituted } from './pseudo-parameters';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const LONGEST_NAME = 128;

/** What is allowed, as a policy document has it. */
export interface Permission {
  readonly actions: string[];
  /** One, or several, or those that are known only when the template is written. */
  readonly resources: string | readonly string[] | IStableListProducer;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * A policy of its own for roles: what `iam.Policy` makes, at half of its time to synthesize.
 *
 * The CDK's class comes where something else than the resource decides what becomes of a policy: for a role that is imported, in another
 * stack, or kept from changes.
 */
export class RolePolicy {
  readonly construct: Construct;

  /** Those that the policy is attached to. The others cannot be changed, and say nothing. */
  readonly takers: ReadonlySet<iam.IRole>;

  constructor(scope: Construct, id: string, roles: readonly iam.IRole[], permissions: readonly Permission[]) {
    const declared = roles.map((role) => declaredIn(Stack.of(scope), role));
    const plain = declared.flatMap((resource) => resource ?? []);
    if (plain.length > 0 && plain.length === declared.length) {
      const resource: iam.CfnPolicy = new iam.CfnPolicy(scope, id, {
        policyDocument: new LeanlyResolved({ Statement: permissions.map(render), Version: '2012-10-17' }),
        policyName: Lazy.uncachedString({ produce: (context) => (context.resolve(resource.logicalId) as string).slice(-LONGEST_NAME) }),
        roles: [...new Set(plain)].map((role) => role.ref),
      });
      this.construct = resource;
      this.takers = new Set(roles);
      return;
    }
    const policy = new Offered(scope, id, {
      statements: permissions.map(({ resources, ...permission }) => new iam.PolicyStatement({
        ...permission, resources: isLater(resources) ? Lazy.list(resources) : [resources].flat(),
      })),
    });
    roles.forEach((role) => role.attachInlinePolicy(policy));
    this.construct = policy;
    this.takers = policy.takers;
  }
}

/** Knows which roles took it. */
class Offered extends iam.Policy {
  readonly takers = new Set<iam.IRole>();

  override attachToRole(role: iam.IRole): void {
    super.attachToRole(role);
    this.takers.add(role);
  }
}

/** The resource behind a role, if it is one of this stack that anybody may attach a policy to. */
export function declaredIn(stack: Stack, role: iam.IRole): iam.CfnRole | undefined {
  const changeable = role instanceof ModelRole || (role instanceof iam.Role && role.node.tryGetContext(CUSTOMIZED_ROLES) === undefined);
  const resource = changeable ? role.node.defaultChild : undefined;
  return resource instanceof iam.CfnRole && resource.stack === stack ? resource : undefined;
}

function render({ actions, resources, conditions }: Permission): object {
  return {
    Action: actions.length === 1 ? actions[0] : actions,
    ...(conditions && { Condition: conditions }),
    Effect: 'Allow',
    // Not a list token, which would have to be found in text again.
    Resource: isLater(resources) ? Lazy.any(resources) : typeof resources === 'string' ? substituted(resources) : resources.map(substituted),
  };
}

function isLater(resources: Permission['resources']): resources is IStableListProducer {
  return typeof resources === 'object' && 'produce' in resources;
}
