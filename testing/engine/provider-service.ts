import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Method } from "./faults";
import { changedProperties, fromStruct, toStruct, type Properties } from "./properties";
import { isDeletedFirst, replacingProperties } from "../../monitors/declaration/replacement-rules";
import { unary } from "./unary";
import type { Vendor } from "./vendor";
import { plannedOutputs } from "./vendor-types";

/**
 * Pulumi's gRPC ResourceProvider service, answered by the stand-in vendor. As the Terraform bridge does, it takes part in
 * previews and does not accept secrets: the engine then sends them in clear and marks the answer's property of the same name
 * secret again (pulumi-terraform-bridge pkg/tfbridge/provider.go and pkg/pf/internal/plugin/provider_server.go, Configure;
 * pulumi pkg/resource/plugin/provider_plugin.go, annotateSecrets). `handshake` is left UNIMPLEMENTED: it postdates the bridge.
 */
export const providerService = (vendor: Vendor): UntypedServiceImplementation => ({
  ...configuration(vendor),
  ...planning(vendor),
  ...changes(vendor),
  invoke: unary(async (request: rpc.InvokeRequest, peer) => {
    const call = { method: "invoke", type: request.getTok(), name: "", urn: "" } as const;
    const result = await vendor.perform(peer, call, () =>
      vendor.invoke(request.getTok(), fromStruct(request.getArgs())),
    );
    return new rpc.InvokeResponse().setReturn(toStruct(result));
  }),
});

const configuration = (vendor: Vendor): UntypedServiceImplementation => ({
  // Newer than every SDK, or the engine warns that the plugin is too old.
  getPluginInfo: unary(() => new PluginInfo().setVersion("999.0.0")),
  parameterize: unary((request: rpc.ParameterizeRequest) => {
    const value = request.getValue();
    if (value === undefined)
      throw new Error("the stand-in vendor takes a parameter by value, as an SDK gives it, not by arguments");
    return new rpc.ParameterizeResponse().setName(value.getName()).setVersion(value.getVersion());
  }),
  checkConfig: unary((request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews())),
  diffConfig: unary((request: rpc.DiffRequest) => diffAnswer(changed(request), [])),
  configure: unary((request: rpc.ConfigureRequest, peer) => {
    vendor.connect(peer, fromStruct(request.getArgs()));
    return new rpc.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(false);
  }),
  // The engine's first call to a provider that it did not start itself.
  attach: unary(() => new Empty()),
  cancel: unary(() => new Empty()),
});

const planning = (vendor: Vendor): UntypedServiceImplementation => ({
  check: unary(async (request: rpc.CheckRequest, peer) => {
    const inputs = await vendor.perform(peer, callOf("check", request), () => fromStruct(request.getNews()));
    return new rpc.CheckResponse().setInputs(toStruct(inputs));
  }),
  diff: unary((request: rpc.DiffRequest, peer) => {
    const { type } = parseUrn(request.getUrn());
    return vendor.perform(peer, callOf("diff", request), () => {
      const replaces = replacingProperties(type, fromStruct(request.getOldInputs()), fromStruct(request.getNews()));
      const answer = diffAnswer(changed(request), replaces);
      return answer.setDeletebeforereplace(replaces.length > 0 && isDeletedFirst(type));
    });
  }),
});

const changes = (vendor: Vendor): UntypedServiceImplementation => ({
  create: unary(async (request: rpc.CreateRequest, peer) => {
    const { type, name } = parseUrn(request.getUrn());
    const inputs = fromStruct(request.getProperties());
    const { id, outputs } = request.getPreview()
      ? await vendor.perform(peer, callOf("create preview", request), () => ({
          id: "",
          outputs: plannedOutputs(type, inputs),
        }))
      : await vendor.perform(peer, callOf("create", request), () =>
          vendor.account.create(type, name, vendor.regionOf(peer, type, inputs), inputs),
        );
    return new rpc.CreateResponse().setId(id).setProperties(toStruct(outputs));
  }),
  read: unary(async (request: rpc.ReadRequest, peer) => {
    const found = await vendor.perform(peer, callOf("read", request), () =>
      vendor.account.find(importedFrom(addressOf(vendor, peer, request, fromStruct(request.getProperties())))),
    );
    if (found === undefined) return new rpc.ReadResponse();
    return new rpc.ReadResponse()
      .setId(found.id)
      .setProperties(toStruct(found.outputs))
      .setInputs(toStruct(found.inputs));
  }),
  update: unary(async (request: rpc.UpdateRequest, peer) => {
    const inputs = fromStruct(request.getNews());
    const address = addressOf(vendor, peer, request, inputs);
    const outputs = request.getPreview()
      ? await vendor.perform(peer, callOf("update preview", request), () => plannedUpdate(vendor, address, inputs))
      : await vendor.perform(peer, callOf("update", request), () => vendor.account.update(address, inputs)?.outputs);
    if (outputs === undefined)
      throw new Error(`404 Not Found: the vendor has no ${address.type} ${address.id} to update`);
    return new rpc.UpdateResponse().setProperties(toStruct(outputs));
  }),
  delete: unary(async (request: rpc.DeleteRequest, peer) => {
    await vendor.perform(peer, callOf("delete", request), () => {
      vendor.account.delete(addressOf(vendor, peer, request, fromStruct(request.getProperties())));
    });
    return new Empty();
  }),
});

type ResourceRequest = { getUrn: () => string };

const callOf = <M extends Method>(method: M, request: ResourceRequest) => ({
  method,
  urn: request.getUrn(),
  ...parseUrn(request.getUrn()),
});

/** urn:pulumi:stack::project::parentType$type::name, and a name may hold "::" itself. */
const parseUrn = (urn: string): { readonly type: string; readonly name: string } => {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return { type: qualifiedType.split("$").at(-1) ?? "", name: name.join("::") };
};

const addressOf = (
  vendor: Vendor,
  peer: string,
  request: ResourceRequest & { getId: () => string },
  properties: Properties,
) => {
  const { type } = parseUrn(request.getUrn());
  return { type, region: vendor.regionOf(peer, type, properties), id: request.getId() };
};

/**
 * What is imported from another region than the provider's is `id@region`
 * (https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support/).
 */
const importedFrom = (address: ReturnType<typeof addressOf>): ReturnType<typeof addressOf> => {
  const [, id, region] = /^(.+)@([a-z]{2}-[a-z]+-\d)$/.exec(address.id) ?? [];
  return id === undefined || region === undefined ? address : { ...address, id, region };
};

/** What is computed stays as it is through an update. */
const plannedUpdate = (
  vendor: Vendor,
  address: ReturnType<typeof addressOf>,
  inputs: Properties,
): Properties | undefined => {
  const existing = vendor.account.find(address);
  if (existing === undefined) return undefined;
  const computed = Object.entries(existing.outputs).filter(([name]) => !(name in existing.inputs));
  return { ...Object.fromEntries(computed), ...inputs };
};

const changed = (request: rpc.DiffRequest): readonly string[] =>
  changedProperties(fromStruct(request.getOldInputs()), fromStruct(request.getNews()));

const diffAnswer = (changedNames: readonly string[], replaces: readonly string[]): rpc.DiffResponse =>
  new rpc.DiffResponse()
    .setChanges(
      changedNames.length > 0 ? rpc.DiffResponse.DiffChanges.DIFF_SOME : rpc.DiffResponse.DiffChanges.DIFF_NONE,
    )
    .setDiffsList([...changedNames])
    .setReplacesList([...replaces]);
