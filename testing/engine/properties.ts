import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { z } from "zod";
import type { Properties } from "../../monitors/declaration/json";

/** A resource's properties: what the engine sends as protobuf, and what the stand-in vendor keeps. */

export * from "../../monitors/declaration/json";

/** The engine's word for "known after the create": pulumi/pulumi sdk/go/common/resource/plugin/rpc.go, UnknownStringValue. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Kept by the bridge beside the inputs, to tell a default from a given value; not part of the resource. */
const BRIDGE_DEFAULTS = "__defaults";

const bag = z.record(z.string(), z.json());

export const fromStruct = (struct: Struct | undefined): Properties => {
  const properties = Object.entries(bag.parse(struct?.toJavaScript() ?? {}));
  return Object.fromEntries(properties.filter(([name]) => name !== BRIDGE_DEFAULTS));
};

export const toStruct = (properties: Properties): Struct => Struct.fromJavaScript(properties);

/** A property that must be there as text. */
export const textOf = (properties: Properties, name: string): string => {
  const value = properties[name];
  if (typeof value !== "string")
    throw new Error(`"${name}" must be given as text: the vendor knows the resource by it`);
  return value;
};
