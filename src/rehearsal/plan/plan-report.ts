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
  readonly compare: boolean;
  readonly riskBudget?: number;
}

export function planReport(
  stacks: ReadonlyArray<Pick<AssemblyStack, 'stackName' | 'template'>>, assumptions: PlanAssumptions, options: PlanReportOptions,
): PlanReport {
  const declared = stacks.flatMap(({ stackName, template }) => declaredEndpoints({ template }).map((endpoint) => ({ stackName, endpoint })));
  return {
    formatVersion: 1,
    assumptions,
    endpoints: declared.filter(({ endpoint }) => unknownFleet(endpoint) === undefined).map(({ stackName, endpoint }) => ({
      stackName,
      ...planEndpoint(endpoint, assumptions),
      comparison: options.compare ? compareStrategies(endpoint, assumptions, options.riskBudget) : null,
    })),
    notPlanned: declared.flatMap(({ stackName, endpoint }) => {
      const reason = unknownFleet(endpoint);
      return reason === undefined ? [] : [{ stackName, endpointName: endpoint.endpointName, reason }];
    }),
  };
}

function unknownFleet({ variants }: DeclaredEndpoint): string | undefined {
  if (variants.length === 0) {
    return 'its endpoint config is not declared in this stack, so its fleet is not known';
  }
  const odd = variants.find(({ instances }) => !Number.isInteger(instances) || instances < 1);
  return odd && `how many instances variant '${odd.variantName}' has is known only when it is deployed`;
}
