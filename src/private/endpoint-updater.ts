import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  aws_iam as iam, aws_kms as kms, aws_lambda as lambda, aws_logs as logs, aws_stepfunctions as sfn, Duration, RemovalPolicy, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { watchDefinition } from './watch-definition';

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
export class EndpointUpdater extends Construct {
  /** The one of the scope's stack. */
  static getOrCreate(scope: Construct): EndpointUpdater {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as EndpointUpdater | undefined) ?? new EndpointUpdater(stack, ID);
  }

  readonly serviceToken: string;
  readonly role: iam.Role;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new kms.Key(this, 'Key', {
      description: "Seals CloudFormation's response URLs while the endpoints of this stack are updated",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
      pendingWindow: Duration.days(7),
    });
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const stateMachine = this.createStateMachine();

    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachine.stateMachineArn] }));
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] }));
    this.role.addToPolicy(new iam.PolicyStatement({
      actions: ['kms:Encrypt', 'kms:Decrypt'],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:StackId': Stack.of(this).stackId } },
    }));

    const updater = new lambda.Function(this, 'Function', {
      description: 'Creates, updates and deletes the guarded SageMaker endpoints of this stack',
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundle()),
      memorySize: 256,
      timeout: Duration.minutes(2),
      role: this.role,
      logGroup,
      environment: { STATE_MACHINE_ARN: stateMachine.stateMachineArn, KEY_ARN: key.keyArn },
    });
    this.serviceToken = updater.functionArn;

    // Not the role's own policy: the machine waits for that one, and the function for the machine.
    new iam.Policy(this, 'InvokePolicy', {
      roles: [stateMachine.role as iam.IRole],
      statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [updater.functionArn] })],
    });
  }

  private createStateMachine(): sfn.StateMachine {
    const definition = watchDefinition(Stack.of(this).partition);
    return new sfn.StateMachine(this, 'Watch', {
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role: new iam.Role(this, 'WatchRole', { assumedBy: new iam.ServicePrincipal('states.amazonaws.com') }),
    });
  }
}

function bundle(): string {
  if (!existsSync(join(BUNDLE, 'index.js'))) {
    throw new Error(`the updater's bundle is not in ${BUNDLE}; in a checkout of this package run 'npx projen bundle' first`);
  }
  return BUNDLE;
}
