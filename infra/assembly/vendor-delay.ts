import { cloudWatchDelay, cloudWatchNotification } from "../../monitors/cloudwatch/delay";
import { datadogDelays, datadogNotification } from "../../monitors/datadog/delay";
import { elasticDelays, elasticNotification } from "../../monitors/elastic/delay";
import { assertNever } from "../../monitors/model/assert-never";
import type { Source, VendorName } from "../../monitors/model/sources/source";
import { newRelicDelays, newRelicNotification } from "../../monitors/newrelic/delay";
import type { Delay } from "../../monitors/plan/delay";
import { grafanaDelays, grafanaNotification } from "../../monitors/prometheus/delay";
import { sentryDelays, sentryNotification } from "../../monitors/sentry/delay";

/** From something that happens to the vendor that can judge it. A type of source without a row does not compile. */
export const delayOf = (source: Source): Delay => {
  switch (source.vendor) {
    case "datadog":
      return datadogDelays[source.type];
    case "cloudwatch":
      return cloudWatchDelay(source);
    case "newrelic":
      return newRelicDelays[source.type];
    case "prometheus":
      return grafanaDelays[source.type];
    case "sentry":
      return sentryDelays[source.type];
    case "elastic":
      return elasticDelays[source.type];
    default:
      return assertNever(source);
  }
};

/** From a vendor's verdict to a message on a screen: its notification, and PagerDuty's or Slack's own. */
export const notificationOf = (vendor: VendorName): Delay => notifications[vendor];

const notifications: Readonly<Record<VendorName, Delay>> = {
  datadog: datadogNotification,
  cloudwatch: cloudWatchNotification,
  newrelic: newRelicNotification,
  prometheus: grafanaNotification,
  sentry: sentryNotification,
  elastic: elasticNotification,
};
