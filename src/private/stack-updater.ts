import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_stepfunctions as sfn, Duration, RemovalPolicy, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledged';
import { BundleCode } from './bundle-code';
import { RolePolicy } from './role-policy';
import { watchDefinition } from './watch-definition';
import type { UpdaterOptions } from '../updater-options';

const ID = 'GuardedEndpointUpdater';

/** The same from `src/` and from `lib/`: the bundle lies beside them in the package. */
const BUNDLE = join(__dirname, '..', '..', 'assets', 'updater');

/**
 * What performs the updates of a stack's endpoints: a Lambda function, the state machine by way of which it waits, and the key that
 * seals CloudFormation's response URL on its way through the machine.
 *
 * What the function may do to an endpoint is that endpoint's own policy on `role`: a shared one would tie every endpoint of the stack
 * to the configs of all others, so that one of them could not be deployed after another.
 */
export class StackUpdater extends Construct {
  /** Makes the one of the scope's stack, which must not be there yet. */
  static configure(scope: Construct, options: UpdaterOptions): void {
    const stack = Stack.of(scope);
    if (stack.node.tryFindChild(ID)) {
      throw new Error(`the updater of stack '${stack.node.path}' has been made already, by its first endpoint or model; configure it before that, and once`);
    }
    new StackUpdater(stack, ID, options);
  }

  /** The one of the scope's stack. */
  static getOrCreate(scope: Construct): StackUpdater {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as StackUpdater | undefined) ?? new StackUpdater(stack, ID);
  }

  readonly serviceToken: string;
  readonly role: iam.Role;
  /** There when all of the updater is: everything else is needed for it. */
  readonly last: Construct;
  /** Of the state machine. */
  readonly machineRole: iam.IRole;

  private constructor(scope: Construct, id: string, private readonly options: UpdaterOptions = {}) {
    super(scope, id);
    const key = options.encryptionKey ?? new kms.Key(this, 'Key', {
      description: "Seals CloudFormation's response URLs while the endpoints of this stack are updated",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    const logGroup = this.createLogGroup();
    const stateMachine = this.createStateMachine();
    this.machineRole = stateMachine.role;

    this.role = this.createRole(key, stateMachine, logGroup);
    const updater = this.createFunction({ STATE_MACHINE_ARN: stateMachine.stateMachineArn, KEY_ARN: key.keyArn }, logGroup);
    // Without the detour for a function of another environment.
    this.serviceToken = (updater.node.defaultChild as lambda.CfnFunction).attrArn;
    // Not the role's own policy: the machine waits for that one, and the function for the machine.
    this.last = new RolePolicy(this, 'InvokePolicy', [this.machineRole], [{ actions: ['lambda:InvokeFunction'], resources: updater.functionArn }]).construct;
  }

  private createLogGroup(): logs.LogGroup {
    const { encryptionKey } = this.options;
    const { region, partition, account } = Stack.of(this);
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
    encryptionKey?.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:Describe*', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } },
    }));
    return new logs.LogGroup(this, 'Logs', { encryptionKey, retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
  }

  /** May write its own log, start its own machine, ask what its own stack does, and seal what is of its own stack. */
  private createRole(key: kms.IKey, stateMachine: sfn.IStateMachine, logGroup: logs.ILogGroup): iam.Role {
    const { stackId } = Stack.of(this);
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [stackId] }));
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['kms:Encrypt', 'kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:StackId': stackId } },
    }));
    this.allowOptions(role);
    return role;
  }

  /** What the function needs for what is not the rule. */
  private allowOptions(role: iam.Role): void {
    const { encryptionKey, vpc } = this.options;
    if (encryptionKey) {
      role.addToPolicy(new iam.PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [encryptionKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `lambda.${Stack.of(this).region}.amazonaws.com` } },
      }));
    }
    if (vpc) {
      // The actions that Lambda itself asks for; EC2 can narrow none of them before the network interface is there.
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
      role.addToPolicy(new iam.PolicyStatement({
        actions: [
          'ec2:AssignPrivateIpAddresses', 'ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
        ],
        resources: ['*'],
      }));
      acknowledge(role.node.tryFindChild('DefaultPolicy'), {
        rule: 'AwsSolutions-IAM5', reason: 'Lambda makes its network interfaces with these actions, which EC2 cannot narrow before they are there.',
      });
    }
  }

  private createFunction(environment: Record<string, string>, logGroup: logs.ILogGroup): lambda.Function {
    const { encryptionKey, vpc, vpcSubnets, securityGroups } = this.options;
    const updater = new lambda.Function(this, 'Function', {
      description: 'Creates, updates and deletes the guarded SageMaker endpoints of this stack',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: new BundleCode(bundle()),
      memorySize: 256,
      timeout: Duration.minutes(5),
      role: this.role,
      logGroup,
      environmentEncryption: encryptionKey,
      vpc,
      vpcSubnets,
      securityGroups,
      environment,
    });
    acknowledge(updater, {
      rule: 'AwsSolutions-L1', reason: 'The runtime that the bundle is built and tested for; it is maintained, and a newer one comes with a new version of the library.',
    });
    return updater;
  }

  private createStateMachine(): sfn.StateMachine {
    const stateMachine = new sfn.StateMachine(this, 'Watch', {
      // A partition is nothing that JSON would have to escape.
      definitionBody: sfn.DefinitionBody.fromString(JSON.stringify(watchDefinition(Stack.of(this).partition))),
      role: new iam.Role(this, 'WatchRole', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') }),
    });
    acknowledge(stateMachine, {
      rule: 'AwsSolutions-SF1', reason: 'Step Functions keeps the history of every execution for 90 days, and the function logs each look at the endpoint.',
    }, {
      rule: 'AwsSolutions-SF2', reason: 'One function in a loop: its log tells more than a trace would.',
    });
    return stateMachine;
  }
}

function bundle(): string {
  if (!existsSync(join(BUNDLE, 'index.js'))) {
    throw new Error(`the updater's bundle is not in ${BUNDLE}; in a checkout of this package run 'npx projen bundle' first`);
  }
  return BUNDLE;
}
