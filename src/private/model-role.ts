import { aws_iam as iam, PropertyInjectors, Resource, type CfnResource } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LeanlyResolved } from './leanly-resolved';
import { waitFor } from './wait-for';

/** Set by `iam.Role.customizeRoles`, which reports what roles need for others to allow it. */
export const CUSTOMIZED_ROLES = '@aws-cdk/iam:customizeRoles';

const SERVICE = 'sagemaker.amazonaws.com';

/**
 * The execution role of a model: what `iam.Role` makes, at a fraction of its time to synthesize.
 *
 * Where the app has customized what `iam.Role` makes, it is one.
 */
export class ModelRole extends Resource implements iam.IRole {
  static create(scope: Construct, id: string): iam.IRole {
    return isCustomized(scope) ? new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal(SERVICE) }) : new ModelRole(scope, id);
  }

  readonly grantPrincipal: iam.IPrincipal = this;
  readonly assumeRoleAction = 'sts:AssumeRole';
  readonly principalAccount = this.env.account;
  private readonly resource: iam.CfnRole;
  private readonly managedPolicies = new Set<string>();
  private readonly neededBy: CfnResource[] = [];
  private defaultPolicy?: iam.Policy;
  private known?: iam.RoleReference;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.resource = new iam.CfnRole(this, 'Resource', {
      assumeRolePolicyDocument: new LeanlyResolved({
        Statement: [{ Action: this.assumeRoleAction, Effect: 'Allow', Principal: { Service: SERVICE } }], Version: '2012-10-17',
      }),
    });
  }

  /** Has a resource wait for what the role may do, that which is added later included. It refers to the role itself. */
  neededWithPolicies(resource: CfnResource): void {
    waitFor(resource, ...this.node.children.filter((child) => child !== this.resource));
    this.neededBy.push(resource);
  }

  get roleRef(): iam.RoleReference {
    this.known ??= {
      roleName: this.getResourceNameAttribute(this.resource.ref),
      roleArn: this.getResourceArnAttribute(this.resource.attrArn, { region: '', service: 'iam', resource: 'role', resourceName: this.physicalName }),
    };
    return this.known;
  }

  get roleArn(): string {
    return this.roleRef.roleArn;
  }

  get roleName(): string {
    return this.roleRef.roleName;
  }

  get policyFragment(): iam.PrincipalPolicyFragment {
    return new iam.ArnPrincipal(this.roleArn).policyFragment;
  }

  addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    if (!this.defaultPolicy) {
      this.defaultPolicy = new iam.Policy(this, 'DefaultPolicy');
      this.attachInlinePolicy(this.defaultPolicy);
      this.neededBy.forEach((resource) => waitFor(resource, this.defaultPolicy!));
    }
    this.defaultPolicy.addStatements(statement);
    return { statementAdded: true, policyDependable: this.defaultPolicy };
  }

  addToPolicy(statement: iam.PolicyStatement): boolean {
    return this.addToPrincipalPolicy(statement).statementAdded;
  }

  attachInlinePolicy(policy: iam.Policy): void {
    policy.attachToRole(this);
  }

  addManagedPolicy({ managedPolicyArn }: iam.IManagedPolicy): void {
    this.managedPolicies.add(managedPolicyArn);
    this.resource.managedPolicyArns = [...this.managedPolicies];
  }

  grant(grantee: iam.IPrincipal, ...actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.roleArn] });
  }

  grantPassRole(grantee: iam.IPrincipal): iam.Grant {
    return iam.RoleGrants.fromRole(this).passRole(grantee);
  }

  grantAssumeRole(grantee: iam.IPrincipal): iam.Grant {
    return iam.RoleGrants.fromRole(this).assumeRole(grantee);
  }
}

/** Whether roles are made elsewhere, or properties of theirs injected. */
function isCustomized(scope: Construct): boolean {
  return scope.node.tryGetContext(CUSTOMIZED_ROLES) !== undefined || scope.node.scopes.some((each) =>
    PropertyInjectors.hasPropertyInjectors(each) && PropertyInjectors.of(each).for(iam.Role.PROPERTY_INJECTION_ID) !== undefined);
}
