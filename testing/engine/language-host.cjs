// A language host that runs nothing: `pulumi import` starts one before it imports, and asks it for nothing that matters.
// Methods: pulumi/pulumi, proto/pulumi/language.proto. Started as `pulumi-language-nodejs`; the engine reads the port from stdout.
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const messages = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

const pluginInfo = () => {
  const info = new PluginInfo();
  info.setVersion("3.0.0");
  return info;
};

/** What each method answers; of all others the engine hears that they are not implemented, which it takes. */
const answers = {
  getPluginInfo: pluginInfo,
  getRequiredPlugins: () => new messages.GetRequiredPluginsResponse(),
  getRequiredPackages: () => new messages.GetRequiredPackagesResponse(),
  handshake: () => new messages.LanguageHandshakeResponse(),
  about: () => new messages.AboutResponse(),
};

const server = new grpc.Server();
server.addService(
  LanguageRuntimeService,
  Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, (_call, done) => done(null, answer())])),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
