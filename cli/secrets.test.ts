import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMeasured, type Measured } from "../testing/measured-cli";
import { ROOT } from "../testing/stack-configuration";
import { copyTree } from "../testing/tree";

/** Every sort of secret that a command can come upon, each a text of its own; whatever a command says or writes is searched for all of them. */
const planted = {
  "a value in clear": "clr7Q2mV9xT4bN8kR3wZ6yP1",
  "a passphrase in a value": "pph4Lk9SdF2gH7jK1lZ8xC5v",
  "the name of a key": "ghp_nam3Of4KeyThatIsASecretItself000001",
  "the password of an address": "pwd5Tg6YhN7uJm8IkQ9oL0pA",
  "the query of an address": "qry1Az2Sx3Dc4Fv5Gb6Hn7Jm",
  GITHUB_TOKEN: "ght8Zx7Cv6Bn5Ml4Kj3Hg2Fd",
  PULUMI_CONFIG_PASSPHRASE: "pcp1Qw2Er3Ty4Ui5Op6As7Df",
  PULUMI_ACCESS_TOKEN: "pul-9Mn8Bv7Cx6Zl5Kj4Hg3Fd",
  DD_API_KEY: "dda2Rf3Vt4Gb5Yh6Nj7Mk8Lo",
  DD_APP_KEY: "ddp3Ws4Ed5Rf6Tg7Yh8Uj9Ik",
  AWS_SECRET_ACCESS_KEY: "aws/5Xc6Vb7Nm8Qa9Ws0Ed1Rf+x",
  AWS_SESSION_TOKEN: "ast6Yh7Uj8Ik9Ol0Pq1Aw2Se",
  PROMETHEUS_TOKEN: "prm7Uj8Ik9Ol0Pz1Xa2Cs3Vd",
  DRIPLO_DRILL_PAGERDUTY_KEY: "pdk8Ik9Ol0Pz1Xc2Va3Bs4Nd",
  PAGERDUTY_TOKEN: "pdt9Ol0Pz1Xc2Va3Bs4N",
  DRIPLO_GRAFANA_TOKEN: "grf0Pz1Xc2Va3Bs4Nd5Mq6We",
  DRIPLO_PUSH_TOKEN: "psh1Xc2Va3Bs4Nd5Mq6We7Rt",
  "a mail server's password": "mtp2Va3Bs4Nd5Mq6We7Rt8Yu",
  "a webhook's path": "hok9Ol0Pz1Xc2Vb3Na4Ms5Qd",
  "a key's file": "gak0Pz1Xc2Vb3Nm4Qa5Ws6Ed",
  "a monitor's message": "mon1Xc2Vb3Nm4Qa5Ws6Ed7Rf",
  "an alarm's description": "alm2Vb3Nm4Qa5Ws6Ed7Rf8Tg",
  "a series": "ser3Nm4Qa5Ws6Ed7Rf8Tg9Yh",
  "a label": "lab4Qa5Ws6Ed7Rf8Tg9Yh0Uj",
  "an incident": "inc5Ws6Ed7Rf8Tg9Yh0Uj1Ik",
  "a runbook": "run6Ed7Rf8Tg9Yh0Uj1Ik2Ol",
  "a remote of git's": "git7Rf8Tg9Yh0Uj1Ik2Ol3Pz",
  "a review": "rev8Tg9Yh0Uj1Ik2Ol3Pz4Xc",
} as const;

const url = (host: string): string =>
  `https://somebody:${planted["the password of an address"]}@${host}/x?token=${planted["the query of an address"]}`;

let folder: string;
/** Its configuration is whole. */
let sound: string;
/** Its configuration has secrets where none may be. */
let broken: string;
let variables: Readonly<Record<string, string>>;

const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const treeOf = (configure: (file: string) => string): string => {
  const root = copyTree();
  writeFileSync(join(root, "Pulumi.prod.yaml"), configure(readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8")));
  const page = join(root, "runbooks/api/response-time.md");
  writeFileSync(page, `${readFileSync(page, "utf8")}\nThe key is ${planted["a runbook"]}.\n`);
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: root });
  };
  git("init", "--quiet");
  git("remote", "add", "origin", `https://somebody:${planted["a remote of git's"]}@git.invalid/o/r.git`);
  git("commit", "--quiet", "--allow-empty", "-m", "Empty");
  return root;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
  sound = treeOf((file) => file);
  broken = treeOf((file) =>
    file
      .replace(/apiKey:\s+secure: \S+/, `apiKey: ${planted["a value in clear"]}`)
      .replace(/token:\s+secure: \S+/, `token: { secure: ${planted["a passphrase in a value"]} }`)
      .replace("config:\n", `config:\n  driplo-monitoring:${planted["the name of a key"]}: yes\n`),
  );
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = {
    type: "service_account",
    client_email: "nobody@example.invalid",
    private_key_id: planted["a key's file"],
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
  const own = Object.entries(planted).filter(([name]) => /^[A-Z_]+$/.test(name));
  variables = {
    ...Object.fromEntries(own),
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    GITHUB_API_URL: url("127.0.0.1:9"),
    GITHUB_GRAPHQL_URL: url("127.0.0.1:9"),
    GITHUB_REPOSITORY: "o/r",
    PROMETHEUS_URL: url("127.0.0.1:9"),
    PULUMI_BACKEND_URL: `s3://somebody:${planted["the password of an address"]}@bucket`,
    DRIPLO_DRILL_SLACK_WEBHOOK: `https://127.0.0.1:9/services/${planted["a webhook's path"]}`,
    DRIPLO_DRILL_PAGERDUTY_HOST: url("127.0.0.1:9"),
    DRIPLO_QUALITY_SLACK_WEBHOOK: `https://127.0.0.1:9/services/${planted["a webhook's path"]}`,
    DRIPLO_PAGERDUTY_HOST: "http://127.0.0.1:9",
    DRIPLO_GRAFANA_HOST: "http://127.0.0.1:9",
    DRIPLO_SMTP_URL: `smtp://somebody:${planted["a mail server's password"]}@127.0.0.1:9`,
    GOOGLE_APPLICATION_CREDENTIALS: written("key.json", JSON.stringify(key)),
  };
});

afterAll(() => {
  for (const each of [folder, sound, broken]) rmSync(each, { recursive: true });
});

const textsIn = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => join(root, name))
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .flatMap((path) => [path, readFileSync(path, "utf8")]);

/** By which sort of secret is found, so that a failure prints none. */
const found = (texts: readonly string[]): readonly string[] =>
  Object.entries(planted)
    .filter(([, secret]) => texts.some((text) => text.includes(secret) || text.includes(encodeURIComponent(secret))))
    .map(([sort]) => sort);

const monitors = (): string =>
  written(
    "monitors.json",
    JSON.stringify([
      {
        id: 7,
        name: "checkout latency",
        type: "query alert",
        query: "avg(last_5m):avg:checkout.latency{env:prod} > 2",
        message: `Look at ${url("wiki.invalid")}. curl https://x:${planted["a monitor's message"]}@hooks.invalid @slack-ops`,
        creator: { email: planted["a monitor's message"] },
        options: { secret: planted["a monitor's message"] },
      },
      { id: "x", name: planted["a monitor's message"], type: planted["a monitor's message"] },
    ]),
  );

const alarms = (): string =>
  written(
    "alarms.json",
    JSON.stringify({
      MetricAlarms: [
        {
          AlarmName: "queue",
          AlarmArn: "arn:aws:cloudwatch:eu-west-3:000000000002:alarm:queue",
          AlarmDescription: `See https://x.invalid/?token=${planted["an alarm's description"]}`,
          MetricName: "ApproximateAgeOfOldestMessage",
          Namespace: "AWS/SQS",
          Statistic: "Maximum",
          Dimensions: [{ Name: "QueueName", Value: "orders" }],
          Period: 60,
          EvaluationPeriods: 5,
          Threshold: 600,
          ComparisonOperator: "GreaterThanThreshold",
          OKActions: [planted["an alarm's description"]],
        },
      ],
      CompositeAlarms: [],
    }),
  );

const incidents = (cells: string): string =>
  written("incidents.csv", `id,title,service,created_at,resolved_at\nQ1,${cells}\n`);

const history = (): string => {
  mkdirSync(join(folder, "history"), { recursive: true });
  written("history/api.cpu.csv", "time,value\n60,1\n120,1\n");
  return join(folder, "history");
};

/** What one command writes, and its temporary files. */
let own = { out: "", tmp: "" };

const out = (name: string): string => join(own.out, name);

/** Each command, with what it comes upon: in trees that are sound, and in one that is not. */
const commands: readonly (readonly [tree: "sound" | "broken", line: () => readonly string[], code: number])[] = [
  ["broken", () => ["plan", "-e", "all"], 1],
  ["broken", () => ["plan", "-e", "prod", "-f", "json", "--declarations"], 1],
  ["broken", () => ["report", "--out", out("broken.html")], 1],
  ["broken", () => ["rules", "--out", out("broken-rules")], 1],
  ["broken", () => ["dashboards", "--out", out("broken-boards")], 1],
  ["broken", () => ["runbooks", "--check"], 1],
  ["broken", () => ["adopt", "--datadog", monitors()], 1],
  ["broken", () => ["review", "--base", "HEAD"], 1],
  ["sound", () => ["plan", "-e", "all", "-f", "json", "--declarations"], 0],
  ["sound", () => ["plan", "--routes"], 0],
  ["sound", () => ["report", "--out", out("report.html")], 0],
  ["sound", () => ["rules", "--out", out("rules")], 0],
  ["sound", () => ["dashboards", "--pictures", "--out", out("boards")], 0],
  ["sound", () => ["runbooks"], 0],
  ["sound", () => ["lighthouse"], 0],
  ["sound", () => ["logrocket"], 0],
  ["sound", () => ["review", "--base", "origin/main"], 2],
  ["sound", () => ["review", "--base", "HEAD", "-f", "markdown"], 1],
  ["sound", () => ["simulate", "api.cpu", "--shape", "outage", "--svg", out("day.svg")], 0],
  [
    "sound",
    () => ["simulate", "api.cpu", "--series", written("cell.csv", `time,value\n60,${planted["a series"]}\n`)],
    2,
  ],
  [
    "sound",
    () => ["simulate", "api.cpu", "--series", written("time.csv", `time,value\n${planted["a series"]},1\n`)],
    2,
  ],
  [
    "sound",
    () => ["simulate", "api.cpu", "--series", written("twice.csv", `time,${`${planted["a series"]},`.repeat(2)}\n`)],
    2,
  ],
  ["sound", () => ["simulate", "api.cpu", "--series", written("key.csv", planted["a series"])], 2],
  ["sound", () => ["backtest", "--series", history(), "--base", "HEAD"], 1],
  [
    "sound",
    () => [
      "backtest",
      "--series",
      history(),
      "--labels",
      written("labels.csv", `signal,from,to\n${planted["a label"]},2026-11-23T10:00:00Z,2026-11-23T10:01:00Z\n`),
    ],
    2,
  ],
  [
    "sound",
    () => [
      "backtest",
      "--fetch",
      "--days",
      "1",
      "--signal",
      "api.error_rate",
      "--datadog-endpoint",
      "http://127.0.0.1:9",
      "--series",
      out("d"),
    ],
    4,
  ],
  ["sound", () => ["backtest", "--fetch", "--days", "1", "--signal", "database.cpu", "--series", out("p")], 4],
  ["sound", () => ["quality", "--incidents", incidents(`${url("x.invalid")},${planted["an incident"]},noon,`)], 2],
  [
    "sound",
    () => ["quality", "--incidents", incidents(`see ${url("x.invalid")},s,2026-11-23T10:00:00Z,2026-11-23T11:00:00Z`)],
    0,
  ],
  [
    "sound",
    () => [
      ...["quality", "--incidents", incidents("t,s,2026-11-23T10:00:00Z,2026-11-23T11:00:00Z"), "--labels"],
      written(
        "judged.csv",
        `incident,signal,started_at,real\n${`${planted["a label"]},${planted["a label"]},${planted["a label"]},${planted["a label"]}\n`.repeat(2)}`,
      ),
    ],
    2,
  ],
  ["sound", () => ["adopt", "--datadog", monitors(), "--cloudwatch", alarms(), "--out", out("adopted")], 1],
  ["sound", () => ["adopt", "--datadog", monitors(), "-f", "json"], 1],
  [
    "sound",
    () => ["adopt", "--datadog", written("half.json", `[{"id":1,"name":"${planted["a monitor's message"]}"`)],
    2,
  ],
  ["sound", () => ["quality", "--days", "7", "--push", "--slack"], 4],
  ["sound", () => ["mail", "--no-pdf", "--report", "executive"], 4],
  ["sound", () => ["incident", "draft", "--out", out("drafts")], 4],
  ["sound", () => ["drill", "search.error_rate", "-e", "prod", "--yes-page-people", "--timeout", "1"], 2],
  ["sound", () => ["drill", "search.error_rate", "-e", "dev", "--timeout", "1"], 2],
  ["sound", () => ["comment", "--head", "abc", "--file", written("review.md", planted["a review"])], 2],
  ["sound", () => ["comment", "--head", "abc", "--preview", `prod=${written("preview.txt", planted["a review"])}`], 2],
  ["sound", () => ["ga4", "plan", "--property", "1", "--endpoint", "http://127.0.0.1:9"], 4],
];

describe("a secret", () => {
  beforeEach(() => {
    const place = mkdtempSync(join(folder, "own-"));
    own = { out: join(place, "out"), tmp: join(place, "tmp") };
    mkdirSync(own.tmp);
  });

  it.each(
    commands.map(([tree, line, code]) => ({
      tree,
      line,
      code,
      name: (line.toString().match(/"[^"]*"/g) ?? []).slice(0, 4).join(" "),
    })),
  )("of any sort is neither said nor written, in a $tree tree: $name", async ({ tree, line, code }) => {
    const root = tree === "sound" ? sound : broken;
    const ran: Measured = await runMeasured(line(), { variables: { ...variables, TMPDIR: own.tmp }, root });
    const written = existsSync(own.out) ? textsIn(own.out) : [];
    const left = textsIn(own.tmp);
    expect(found([ran.stdout, ran.stderr, ...written, ...left])).toEqual([]);
    expect({ code: ran.code, stderr: ran.code === code ? "" : ran.stderr }).toEqual({ code, stderr: "" });
  });
});
