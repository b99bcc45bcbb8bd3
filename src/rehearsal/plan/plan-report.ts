import type { AssemblyStack } from '../assembly';
import { declaredEndpoints, type DeclaredEndpoint } from '../declared-endpoints';
import type { PlanAssumptions } from './assumptions';
import { compareStrategies, type Comparison } from './comparison';
import { planEndpoint, type EndpointPlan } from './endpoint-plan';

/** The plans of all endpoints of some stacks: the JSON output, as it is. */
export interface PlanReport {
  /** Changes when a field is renamed, removed or means something else. */
  readonly formatVersion: 1;
  readonly assumptions: PlanAssumptions;
  readonly endpoints: readonly ReportedEndpoint[];
  readonly notPlanned: readonly NotPlanned[];
}

export interface ReportedEndpoint extends EndpointPlan {
  readonly stackName: string;
  /** `null` where it was not asked for. */
  readonly comparison: Comparison | null;
}

/** An endpoint whose fleet the template does not tell. */
export interface NotPlanned {
  readonly stackName: string;
  readonly endpointName: string;
  readonly reason: string;
}

export interface PlanReportOptions {
  /** What is deployed now. Left out, the endpoints have fleets like the new ones. */
  readonly from?: ReadonlyArray<Pick<AssemblyStack, 'stackName' | 'template'>>;
  readonly compare: boolean;
  readonly riskBudget?: number;
}

export function planReport(
  stacks: ReadonlyArray<Pick<AssemblyStack, 'stackName' | 'template'>>, assumptions: PlanAssumptions, options: PlanReportOptions,
): PlanReport {
  const deployed = options.from && endpointsOf(options.from);
  const declared = endpointsOf(stacks).map(({ stackName, endpoint }) => {
    // A name is one endpoint's in an account; where it is left to CloudFormation, the stack tells two apart.
    const namesakes = deployed?.filter((other) => other.endpoint.endpointName === endpoint.endpointName);
    const before = namesakes?.find((other) => other.stackName === stackName) ?? namesakes?.[0];
    return { stackName, endpoint, before: deployed === undefined ? endpoint : before?.endpoint };
  });
  return {
    formatVersion: 1,
    assumptions,
    endpoints: declared.flatMap(({ stackName, endpoint, before }) => before === undefined || whyNotPlanned(endpoint, before) !== undefined ? [] : [{
      stackName,
      ...planEndpoint(endpoint, assumptions, before),
      comparison: options.compare ? compareStrategies(endpoint, assumptions, options.riskBudget, before) : null,
    }]),
    notPlanned: declared.flatMap(({ stackName, endpoint, before }) => {
      const reason = whyNotPlanned(endpoint, before);
      return reason === undefined ? [] : [{ stackName, endpointName: endpoint.endpointName, reason }];
    }),
  };
}

function endpointsOf(stacks: ReadonlyArray<Pick<AssemblyStack, 'stackName' | 'template'>>): Array<{ stackName: string; endpoint: DeclaredEndpoint }> {
  return stacks.flatMap(({ stackName, template }) => declaredEndpoints({ template }).map((endpoint) => ({ stackName, endpoint })));
}

function whyNotPlanned(endpoint: DeclaredEndpoint, before: DeclaredEndpoint | undefined): string | undefined {
  if (before === undefined) {
    return 'it is not among what is deployed now, so it will be created, which nothing guards';
  }
  const reason = unknownFleet(before);
  return unknownFleet(endpoint) ?? (reason && `of what is deployed now, ${reason}`);
}

function unknownFleet({ variants }: DeclaredEndpoint): string | undefined {
  if (variants.length === 0) {
    return 'its endpoint config is not declared in this stack, so its fleet is not known';
  }
  const odd = variants.find(({ instances }) => !Number.isInteger(instances) || instances < 1);
  return odd && `how many instances variant '${odd.variantName}' has is known only when it is deployed`;
}
