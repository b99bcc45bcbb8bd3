import { aws_iam as iam, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { endpointArnOf } from './endpoint-name';
import type { Faults } from './faults';
import { HookTimeoutAction, type DeploymentHook, type DeploymentHooks } from '../deployment-hooks';
import { refuseElsewhere } from './refusals/elsewhere';
import { WAIT_CONDITION_SECONDS, type DeclaredHook, type RolloutRequest } from '../rollout/request';

const DEFAULT_TIMEOUT = Duration.minutes(5);

/** What a wait condition waits, less an hour for the update itself. */
const LONGEST = Duration.seconds(WAIT_CONDITION_SECONDS - 3600);

export function checkHooks(faults: Faults, endpoint: Construct, hooks: DeploymentHooks | undefined): void {
  for (const [name, hook] of Object.entries({ beforeUpdate: hooks?.beforeUpdate, afterUpdate: hooks?.afterUpdate })) {
    refuseElsewhere(faults, endpoint, `the function of the ${name} hook`, 'hook', hook?.handler);
    const timeout = hook?.timeout;
    if (timeout && !timeout.isUnresolved() && (timeout.toMilliseconds() < 1000 || timeout.toMilliseconds() > LONGEST.toMilliseconds())) {
      faults.add(`the timeout of the ${name} hook is ${timeout.toHumanString()}, 1 second to 11 hours are possible (CloudFormation waits 12 hours at most); use timeout: Duration.hours(1)`);
    }
  }
}

/** The hooks as the updater is asked for them, or nothing where there are none. */
export function renderHooks({ beforeUpdate, afterUpdate }: DeploymentHooks = {}): Pick<RolloutRequest, 'hooks'> {
  return beforeUpdate || afterUpdate
    ? { hooks: { ...(beforeUpdate && { beforeUpdate: declared(beforeUpdate) }), ...(afterUpdate && { afterUpdate: declared(afterUpdate) }) } }
    : {};
}

function declared({ handler, timeout = DEFAULT_TIMEOUT, timeoutAction }: DeploymentHook): DeclaredHook {
  return {
    functionName: handler.functionArn,
    timeoutSeconds: timeout.toSeconds({ integral: false }),
    ...(timeoutAction === HookTimeoutAction.CONTINUE && { continueOnTimeout: true }),
  };
}

/** Permits the state machine to call these functions, and the one after the update to try the endpoint. */
export function allowToCall(scope: Construct, role: iam.IRole, endpointName: string, hooks: DeploymentHooks): iam.Policy {
  const handlers = [hooks.beforeUpdate, hooks.afterUpdate].flatMap((hook) => hook?.handler ?? []);
  // By its name: the function is there before the endpoint is.
  hooks.afterUpdate?.handler.addToRolePolicy(new iam.PolicyStatement({
    actions: ['sagemaker:InvokeEndpoint'], resources: [endpointArnOf(scope, endpointName)],
  }));
  return new iam.Policy(scope, 'HookPolicy', {
    roles: [role],
    statements: [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...new Set(handlers.map(({ functionArn }) => functionArn))] })],
  });
}
