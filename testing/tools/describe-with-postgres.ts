import { serverPrograms, startServer, type PostgresServer } from "../postgres-server";

const NO_POSTGRES = "no Postgres server";

/**
 * A suite that needs a real Postgres server. Without one the suite is skipped by name on a developer's machine and fails in CI. The suite
 * is given the server, which is there once its tests run.
 */
export const describeWithPostgres = (name: string, suite: (server: () => PostgresServer) => void): void => {
  if (serverPrograms() !== undefined)
    describe(name, () => {
      withServer(suite);
    });
  else if (process.env["CI"] === "true") describe(name, failWithoutPostgres);
  else
    describe.skip(`${name} (${NO_POSTGRES})`, () => {
      withServer(suite);
    });
};

const failWithoutPostgres = (): void => {
  it("runs with Postgres", () => {
    throw new Error(`${NO_POSTGRES}: CI must install it, on Debian with the package postgresql`);
  });
};

const withServer = (suite: (server: () => PostgresServer) => void): void => {
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(async () => {
    await server?.stop();
  });
  suite(() => {
    if (server === undefined) throw new Error("the server is there once the tests run");
    return server;
  });
};
