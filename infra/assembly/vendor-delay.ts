import type { Source, VendorName } from "../../monitors/model/sources/source";
import type { Delay } from "../../monitors/plan/delay";
import type { BoundVendor } from "../part";
import { vendors } from "../vendors";

/** From something that happens to the vendor that can judge it. A type of source without a row does not compile at its vendor. */
export const delayOf = (source: Source): Delay => {
  const delay = vendorOf(source.vendor).delays.sight(source);
  if (delay === undefined) throw new Error(`${source.vendor} has no delay of ${source.type}`);
  return delay;
};

/** From a vendor's verdict to a message on a screen: its notification, and PagerDuty's or Slack's own. */
export const notificationOf = (vendor: VendorName): Delay => vendorOf(vendor).delays.notification;

const vendorOf = (wanted: VendorName): BoundVendor => {
  const vendor = vendors.find(({ name }) => name === wanted);
  if (vendor === undefined) throw new Error(`${wanted} has no row in infra/parts.ts`);
  return vendor;
};
