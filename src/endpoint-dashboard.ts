import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { GuardedEndpoint } from './guarded-endpoint';
import { ROLLOUT_METRICS } from './rollout/rollout-metrics';

/** Properties of a dashboard. */
export interface EndpointDashboardProps {
  /** The endpoint, in the same stack or the one that this stack is nested in. Guardrails that are added to it later are not shown. */
  readonly endpoint: GuardedEndpoint;

  /**
   * The dashboard's name, unique in its account.
   *
   * @default - a name made by CloudFormation
   */
  readonly dashboardName?: string;
}

/**
 * A CloudWatch dashboard for the people who operate an endpoint. It shows deployments and their outcomes, the alarms' states, each guardrail's metric
 * with its threshold, the queue of an asynchronous endpoint, and for each variant its traffic, errors, latency and load.
 *
 * The updater's own metrics mark when a deployment starts and how it ends. If CloudFormation performs the updates, a deployment shows only as
 * the beginning of the green fleet's line.
 *
 * @example
 * new EndpointDashboard(stack, 'Dashboard', { endpoint });
 */
export class EndpointDashboard extends Construct {
  /** The dashboard, to which you can add widgets. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: EndpointDashboardProps) {
    super(scope, id);
    const { endpoint, dashboardName } = props;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName });
    // CloudFormation counts no rollouts.
    if (!endpoint._isNative()) {
      this.dashboard.addWidgets(deployments(endpoint));
    }
    this.addGuardrails(endpoint._guardrails());
    const asynchronous = endpoint._isAsynchronous();
    if (asynchronous) {
      this.addQueue(endpoint);
    }
    for (const variant of endpoint.variants) {
      this.addVariant(variant, asynchronous);
    }
  }

  private addGuardrails(guardrails: ReturnType<GuardedEndpoint['_guardrails']>): void {
    if (guardrails.length === 0) {
      return;
    }
    this.dashboard.addWidgets(new cloudwatch.AlarmStatusWidget({ title: 'Guardrails', width: 24, height: 3, alarms: guardrails.map(({ alarm }) => alarm) }));
    this.dashboard.addWidgets(...guardrails.map(({ declared: { metric, threshold, label, condition, variantName = 'all variants' } }) => new cloudwatch.GraphWidget({
      title: `${label} (${variantName})`,
      width: Math.max(8, Math.floor(24 / guardrails.length)),
      left: [metric],
      leftYAxis: { showUnits: true },
      leftAnnotations: [{ value: threshold, label: condition, color: cloudwatch.Color.RED }],
    })));
  }

  private addQueue(endpoint: GuardedEndpoint): void {
    this.dashboard.addWidgets(
      graph('requests that wait or are worked on', [
        endpoint.metricApproximateBacklogSize({ label: 'all' }), endpoint.metricApproximateBacklogSizePerInstance({ label: 'for each instance' }),
      ], 'requests', { width: 12 }),
      graph('age of the oldest request', [endpoint.metricApproximateAgeOfOldestRequest({ label: 'age' })], 'seconds', { width: 12 }),
    );
  }

  private addVariant(variant: GuardedEndpoint['variants'][number], asynchronous: boolean): void {
    const { variantName, greenFleet } = variant;
    const of = (title: string): string => `${variantName}: ${title}`;
    const milliseconds = (id: string, label: string, metric: cloudwatch.Metric): cloudwatch.IMetric => new cloudwatch.MathExpression({
      label, expression: `${id} / 1000`, usingMetrics: { [id]: metric }, period: metric.period,
    });
    this.dashboard.addWidgets(
      // Of asynchronous endpoints nothing is published for each fleet but errors and latency.
      asynchronous ? graph(of('work'), [
        variant.asynchronous.metricInvocationsProcessed({ label: 'worked on' }), variant.asynchronous.metricInvocationFailures({ label: 'failed' }),
        variant.asynchronous.metricExpiredRequests({ label: 'waited too long' }),
      ], 'requests a minute')
        // One upon the other: together they are the endpoint's traffic.
        : graph(of('traffic'), [greenFleet.metricInvocations({ label: 'green fleet' }), blueFleet(variant)], 'requests a minute', { stacked: true }),
      graph(of('errors'), [
        variant.metricServerErrors({ label: '5XX, all fleets' }), greenFleet.metricServerErrors({ label: '5XX, green fleet' }),
        variant.metricClientErrors({ label: '4XX, all fleets' }), greenFleet.metricClientErrors({ label: '4XX, green fleet' }),
      ], 'requests a minute'),
      graph(of('model latency'), [
        milliseconds('all', 'p99, all fleets', variant.metricModelLatency()),
        milliseconds('green', 'p99, green fleet', greenFleet.metricModelLatency()),
      ], 'milliseconds'),
      graph(of('load'), [
        variant.metricCpuUtilization({ label: 'CPU' }), variant.metricMemoryUtilization({ label: 'memory' }), variant.metricDiskUtilization({ label: 'disk' }),
        ...(variant._hasGpus() ? [variant.metricGpuUtilization({ label: 'GPU' }), variant.metricGpuMemoryUtilization({ label: 'GPU memory' })] : []),
      ], 'percent'),
    );
  }
}

interface GraphOptions {
  readonly width?: number;
  readonly stacked?: boolean;
}

function graph(title: string, left: cloudwatch.IMetric[], unit: string, { width = 6, stacked = false }: GraphOptions = {}): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, width, left, stacked, leftYAxis: { label: unit, showUnits: false, min: 0 } });
}

/** What is not green's is blue's, whose config's name nobody knows here. */
function blueFleet(variant: GuardedEndpoint['variants'][number]): cloudwatch.IMetric {
  const [all, green] = [variant.metricInvocations(), variant.greenFleet.metricInvocations()];
  return new cloudwatch.MathExpression({ label: 'blue fleet', expression: 'all - FILL(green, 0)', usingMetrics: { all, green }, period: all.period });
}

/** When deployments started, and how they ended. */
function deployments({ endpointName }: GuardedEndpoint): cloudwatch.GraphWidget {
  const counted = (metricName: string, label: string, color: string): cloudwatch.Metric => new cloudwatch.Metric({
    namespace: ROLLOUT_METRICS.namespace,
    metricName,
    dimensionsMap: { EndpointName: endpointName },
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(1),
    label,
    color,
  });
  return new cloudwatch.GraphWidget({
    title: 'Deployments',
    width: 24,
    height: 3,
    stacked: true,
    left: [
      counted(ROLLOUT_METRICS.started, 'started', cloudwatch.Color.BLUE),
      counted(ROLLOUT_METRICS.succeeded, 'in service', cloudwatch.Color.GREEN),
      counted(ROLLOUT_METRICS.rolledBack, 'rolled back', cloudwatch.Color.RED),
      counted(ROLLOUT_METRICS.failed, 'failed otherwise', cloudwatch.Color.ORANGE),
    ],
    leftYAxis: { label: 'deployments', showUnits: false, min: 0 },
  });
}
