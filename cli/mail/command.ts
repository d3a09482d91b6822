import { join } from "node:path";
import { boards } from "../../dashboards/boards";
import { boardUid } from "../../dashboards/grafana/render";
import { reportNames, reports, type ReportName } from "../../dashboards/reports";
import { repositoryRoot } from "../../infra/environment/repository-root";
import type { Environment } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { CommandError, endLater } from "../shared/exit";
import { stackFor } from "../shared/load";
import { folderOf, writeWhole } from "../shared/write-whole";
import { subjectOf, toPage, type Report } from "./body";
import { collectReport } from "./collect";
import { openMail, type Deliver } from "./deliver";
import { openGrafana } from "./grafana";
import { printPdf } from "./pdf";
import type { VendorApi } from "../shared/ask-vendor";

export interface MailOptions {
  readonly environment: EnvironmentName;
  readonly report?: ReportName;
  readonly out?: string;
  readonly pdf: boolean;
}

/** A report that could not be made or sent does not keep the others back; the worst of it is the ending. */
export const mailCommand = async (options: MailOptions): Promise<void> => {
  const { environment } = stackFor(repositoryRoot(), options.environment, "readable");
  if (environment.grafana.report.by === "grafana") {
    process.stderr.write(`${environment.name}: Grafana sends the reports itself (grafana.report.by)\n`);
    return;
  }
  const api = openGrafana(process.env, environment);
  const deliver = options.out === undefined ? openMail(process.env) : undefined;
  for (const name of options.report === undefined ? reportNames : [options.report])
    try {
      await report(name, environment, options, { api, deliver });
    } catch (error) {
      if (!(error instanceof CommandError) || error.ending === "usage") throw error;
      process.stderr.write(error.lines.map((line) => `error: ${name}: ${line}\n`).join(""));
      endLater(error.ending);
    }
};

interface Ways {
  readonly api: VendorApi;
  /** Undefined where pages are written. */
  readonly deliver: Deliver | undefined;
}

const report = async (
  name: ReportName,
  environment: Environment,
  { out, pdf: wanted }: MailOptions,
  { api, deliver }: Ways,
): Promise<void> => {
  const { board, title } = reports[name];
  const uid = boardUid(environment.name, board);
  const link = `${environment.grafana.url}/d/${uid}`;
  const collected = await collectReport(api, uid, {
    title,
    link,
    environment: environment.name,
    answers: boards[board].answers,
  });
  sayGaps(name, collected);
  const page = toPage(collected, false);
  const pdf = wanted ? await printPdf(toPage(collected, true), process.env) : undefined;
  const file = `driplo-${environment.name}-${board}`;
  if (out !== undefined) {
    const folder = folderOf("--out", out);
    writeWhole("--out", join(folder, `${file}.html`), page);
    if (pdf !== undefined) writeWhole("--out", join(folder, `${file}.pdf`), pdf);
  }
  await deliver?.({
    from: environment.email,
    to: environment.grafana.report[name],
    subject: subjectOf(collected),
    html: page,
    text: `${subjectOf(collected)}\n\n${collected.answers}\n${link}\n`,
    pdf: pdf === undefined ? undefined : { name: `${file}.pdf`, content: pdf },
  });
};

/** The report says so itself; whoever runs the job hears of it, too. */
const sayGaps = (name: ReportName, { rows }: Report): void => {
  const unanswered = rows.flatMap(({ panels }) => panels).filter(({ answers }) => answers?.refused !== false);
  if (unanswered.length === 0) return;
  process.stderr.write(`${name}: Grafana could not answer ${unanswered.map(({ title }) => `"${title}"`).join(", ")}\n`);
  endLater("vendor");
};
