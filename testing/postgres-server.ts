import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/**
 * A Postgres server of the system's own packages, for what PGlite cannot show: its planner at its defaults, sessions of a role that signs
 * in, a second session beside the first, and the release that Supabase runs (15). Nothing of it outlives the test.
 */

export interface Session {
  readonly exec: (sql: string) => Promise<unknown>;
  readonly query: (sql: string) => Promise<{ readonly rows: readonly unknown[] }>;
  readonly close: () => Promise<void>;
}

export interface PostgresServer {
  /** Signs in, with what the role has set for itself. @default the superuser, database postgres */
  readonly connect: (user?: string, database?: string) => Promise<Session>;
  /** Where its socket stands: a host, to libpq. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

const SUPERUSER = "postgres";

/** Where Debian and Ubuntu put each release: postgresql-common(7). */
const DEBIAN = "/usr/lib/postgresql";

/** The programs' folder: the newest of Debian's, or undefined where there is none. */
export const serverPrograms = (): string | undefined => {
  const releases = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return releases
    .toSorted((one, other) => Number(other) - Number(one))
    .map((release) => join(DEBIAN, release, "bin"))
    .find((folder) => existsSync(join(folder, "initdb")));
};

/** Postgres does not run as root: then it runs as the user of Debian's package. */
const owner = (): { readonly uid?: number; readonly gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const idOf = (kind: string): number => Number(execFileSync("id", [kind, SUPERUSER], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
};

/** What the server need not do for a folder that is thrown away. None of it changes a plan. */
const CARELESS = ["fsync=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=8GB"];

export const startServer = async (): Promise<PostgresServer> => {
  const programs = serverPrograms();
  if (programs === undefined) throw new Error(`no Postgres below ${DEBIAN}: on Debian the package postgresql has it`);
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const as = owner();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, "data");
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    as,
  );
  // No port: the socket stands in the folder.
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, ...CARELESS];
  const server = spawn(join(programs, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    ...as,
    stdio: "ignore",
  });
  await answering(server, folder);
  return {
    folder,
    connect: (user = SUPERUSER, database = SUPERUSER) => connect(folder, user, database),
    stop: async () => {
      // Fast shutdown: sessions are ended.
      server.kill("SIGINT");
      if (server.exitCode === null) await once(server, "exit");
      rmSync(folder, { recursive: true });
    },
  };
};

const answering = async (server: ChildProcess, folder: string): Promise<void> => {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode} before it answered`);
    try {
      const session = await connect(folder, SUPERUSER, SUPERUSER);
      await session.close();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
};

const connect = async (folder: string, user: string, database: string): Promise<Session> => {
  const client = new Client({ host: folder, user, database });
  // One that the server ends is heard of by its next question.
  client.on("error", () => undefined);
  await client.connect();
  return {
    exec: (sql) => client.query(sql),
    query: (sql) => client.query(sql),
    close: () => client.end(),
  };
};
