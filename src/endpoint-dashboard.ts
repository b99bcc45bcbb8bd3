import { aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GuardedEndpoint } from './guarded-endpoint';

/** What a dashboard shows. */
export interface EndpointDashboardProps {
  /** The endpoint. */
  readonly endpoint: GuardedEndpoint;

  /**
   * The dashboard's name, unique in its account.
   *
   * @default - a name made by CloudFormation
   */
  readonly dashboardName?: string;
}

/**
 * What operators look at while an endpoint is updated: the states of its alarms, each guardrail's metric against its threshold, and for each
 * variant its traffic, errors, latency and load.
 *
 * A deployment shows as the beginning of the green fleet's line: its metrics begin with its first request.
 */
export class EndpointDashboard extends Construct {
  /** The dashboard, to add to. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: EndpointDashboardProps) {
    super(scope, id);
    const { endpoint, dashboardName } = props;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName });
    const guardrails = endpoint._guardrails();
    if (guardrails.length > 0) {
      this.dashboard.addWidgets(new cloudwatch.AlarmStatusWidget({ title: 'Guardrails', width: 24, height: 3, alarms: guardrails.map(({ alarm }) => alarm) }));
      this.dashboard.addWidgets(...guardrails.map(({ alarm, declared: { metric, threshold, label, variantName = 'all variants' } }) => new cloudwatch.GraphWidget({
        title: `${label} (${variantName})`,
        width: Math.max(8, Math.floor(24 / guardrails.length)),
        left: [metric],
        leftAnnotations: [{ value: threshold, label: alarm.node.id, color: cloudwatch.Color.RED }],
      })));
    }
    for (const variant of endpoint.variants) {
      this.addVariant(variant);
    }
  }

  private addVariant(variant: GuardedEndpoint['variants'][number]): void {
    const { variantName, greenFleet } = variant;
    const graph = (title: string, left: cloudwatch.IMetric[], unit: string): cloudwatch.GraphWidget => new cloudwatch.GraphWidget({
      title: `${variantName}: ${title}`, width: 6, left, leftYAxis: { label: unit, showUnits: false, min: 0 },
    });
    this.dashboard.addWidgets(
      graph('traffic', [
        variant.metricInvocations({ label: 'all fleets' }), greenFleet.metricInvocations({ label: 'green fleet' }),
      ], 'requests a minute'),
      graph('errors', [
        variant.metricServerErrors({ label: '5XX, all fleets' }), greenFleet.metricServerErrors({ label: '5XX, green fleet' }),
        variant.metricClientErrors({ label: '4XX, all fleets' }), greenFleet.metricClientErrors({ label: '4XX, green fleet' }),
      ], 'requests a minute'),
      graph('model latency', [
        variant.metricModelLatency({ label: 'p99, all fleets' }), greenFleet.metricModelLatency({ label: 'p99, green fleet' }),
      ], 'microseconds'),
      graph('load', [
        variant.metricCpuUtilization({ label: 'CPU' }), variant.metricMemoryUtilization({ label: 'memory' }), variant.metricDiskUtilization({ label: 'disk' }),
      ], 'percent'),
    );
  }
}
