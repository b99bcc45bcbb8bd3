import { Resource, aws_iam as iam, type aws_cloudwatch as cloudwatch, type aws_sagemaker as sagemaker } from 'aws-cdk-lib';
import { queueMetric, whereItIs } from './variant-metric';

/**
 * What can be done with an endpoint, wherever it is declared. Other languages see it as part of its heirs.
 *
 * @internal
 */
export abstract class EndpointBase extends Resource implements sagemaker.IEndpoint {
  public abstract readonly endpointName: string;
  public abstract readonly endpointArn: string;
  public abstract readonly endpointRef: sagemaker.EndpointReference;

  /** Permits a principal to invoke this endpoint. */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpoint'], resourceArns: [this.endpointArn] });
  }

  /** Permits a principal to invoke this endpoint asynchronously. It also needs permission to write the requests to a bucket. */
  public grantInvokeAsync(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['sagemaker:InvokeEndpointAsync'], resourceArns: [this.endpointArn] });
  }

  /**
   * A metric of the endpoint's queue, for asynchronous endpoints: `ApproximateBacklogSize`, `ApproximateBacklogSizePerInstance`,
   * `ApproximateAgeOfOldestRequest`, `HasBacklogWithoutCapacity` (by default the average over one minute).
   *
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
   */
  public metricQueue(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return whereItIs(this, queueMetric(this.endpointName, metricName, options), options);
  }

  /** The number of requests that are waiting or being processed, for asynchronous endpoints (average). */
  public metricApproximateBacklogSize(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metricQueue('ApproximateBacklogSize', options);
  }

  /** The number of requests that are waiting or being processed per instance, for asynchronous endpoints (average). */
  public metricApproximateBacklogSizePerInstance(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metricQueue('ApproximateBacklogSizePerInstance', options);
  }

  /** The age of the oldest waiting request, in seconds, for asynchronous endpoints (maximum). */
  public metricApproximateAgeOfOldestRequest(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metricQueue('ApproximateAgeOfOldestRequest', { statistic: 'Maximum', ...options });
  }

  /** Whether requests are waiting while there is no instance, 0 or 1, for asynchronous endpoints (maximum). */
  public metricHasBacklogWithoutCapacity(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.metricQueue('HasBacklogWithoutCapacity', { statistic: 'Maximum', ...options });
  }
}
