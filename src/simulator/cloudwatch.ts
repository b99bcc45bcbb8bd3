import { Alarms } from './alarms';
import type { AlarmListener } from './alarms';
import { Metrics } from './metrics';
import type { Settings } from './settings';

/** CloudWatch's metrics and alarms in one account and region. */
export class CloudWatch {
  readonly metrics: Metrics;
  readonly alarms: Alarms;

  constructor(clock: { readonly now: Date }, settings: Settings, onStateChange: AlarmListener) {
    this.metrics = new Metrics(clock, settings);
    this.alarms = new Alarms({ clock, metrics: this.metrics, settings, onStateChange });
  }
}
