import { PUBLISH_FREQUENCIES, PUBLISH_FREQUENCIES_PAGE, periodWithData, requestMetricInterval } from '../../src/rollout/metric-interval';

describe('the metrics of requests are published', () => {
  test.each([
    ['every minute', undefined, 60],
    ['every minute without enhanced metrics', { MetricPublishFrequencyInSeconds: 10 }, 60],
    ['every minute with enhanced metrics switched off', { EnableEnhancedMetrics: false, MetricPublishFrequencyInSeconds: 10 }, 60],
    ['every minute with enhanced metrics that do not say how often', { EnableEnhancedMetrics: true }, 60],
    ['as often as enhanced metrics say', { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 }, 10],
    ['as seldom as enhanced metrics say', { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 300 }, 300],
  ])('%s', (_, config, expected) => {
    expect(requestMetricInterval(config)).toBe(expected);
  });
});

/** The values on https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html */
test('metrics are published as often as the page says that refusals name', () => {
  expect(PUBLISH_FREQUENCIES_PAGE).toBe('https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html');
  expect(PUBLISH_FREQUENCIES).toEqual([10, 30, 60, 120, 180, 240, 300]);
});

describe('an alarm gets a datapoint', () => {
  test.each([
    ['in each of its periods', 60, 60, 60],
    ['in each of its periods, which are longer than the metric\'s', 300, 60, 300],
    ['when its metric is published, which is more seldom than it looks', 60, 300, 300],
    ['in a short period of a metric that is published as often', 10, 10, 10],
    ['in a short period of a metric that is published less often, but more than every minute', 10, 30, 30],
    ['never in a period below a minute of a metric of every minute', 10, 60, Infinity],
    ['never in a period below a minute of a metric of every five minutes', 30, 300, Infinity],
    ['every minute of a metric that is published more often', 60, 10, 60],
  ])('%s', (_, period, interval, expected) => {
    expect(periodWithData(period, interval)).toBe(expected);
  });
});
