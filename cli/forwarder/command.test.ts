import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { declareStack } from "../../infra/declare";
import { forwarderTemplate } from "../../infra/integrations/aws/forwarder-template";
import { testProd } from "../../testing/environment";
import { forwarderCommand } from "./command";
import { CommandError } from "../shared/exit";

const endingOf = async (url: string): Promise<CommandError> => {
  try {
    await forwarderCommand({ url });
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("it found nothing wrong");
};

describe("the template of Datadog's forwarder", () => {
  let server: Server;
  let base = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === "/moved") response.writeHead(302, { location: "/other" }).end();
      else response.writeHead(request.url === "/gone" ? 404 : 200).end("Resources: {}\n");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise((done) => server.close(done));
  });

  it("is one version, whose hash is declared, and every stack is made from it", () => {
    expect(forwarderTemplate.url).toMatch(/^https:\/\/.*\/\d+\.\d+\.\d+\.yaml$/);
    expect(forwarderTemplate.sha256).toMatch(/^[0-9a-f]{64}$/);
    const stacks = declareStack(catalogue, policies, testProd).declarations.filter(
      ({ type }) => type === "aws:cloudformation/stack:Stack",
    );
    expect(stacks).toMatchObject([{ args: { templateUrl: forwarderTemplate.url } }]);
  });

  it("is refused where it is another one, with both hashes and what to do", async () => {
    const { ending, lines } = await endingOf(`${base}/template.yaml`);
    expect(ending).toBe("failed");
    expect(lines).toEqual([
      `${base}/template.yaml: the template is not the one that was read: its SHA-256 is ` +
        "49cbd1e9008e8b67dec76613bb4d6468c822c99701820526928d43b382f35fba, and " +
        `${forwarderTemplate.sha256} is declared; apply nothing, read what changed, and then write the new hash into ` +
        "infra/integrations/aws/forwarder-template.ts",
    ]);
  });

  it("is not taken for changed where it could not be fetched, and no redirection is followed", async () => {
    const gone = await endingOf(`${base}/gone`);
    expect(gone.ending).toBe("vendor");
    expect(gone.lines).toEqual([`${base}/gone: the template could not be fetched (it answers 404); try again`]);
    const moved = await endingOf(`${base}/moved`);
    expect(moved.ending).toBe("vendor");
    expect((await endingOf("http://127.0.0.1:1/template.yaml")).ending).toBe("vendor");
  });
});
