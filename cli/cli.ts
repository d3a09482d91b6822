import type { Command } from "commander";
import { addAdopt } from "./adopt/options";
import { addApply } from "./apply/options";
import { addBacktest } from "./backtest/options";
import { addComment } from "./comment/options";
import { addDashboards } from "./dashboards/options";
import { addDrill } from "./drill/options";
import { addForwarder } from "./forwarder/options";
import { addGa4 } from "./ga4/options";
import { addGate } from "./gate/options";
import { addImport } from "./import/options";
import { addIncident } from "./incident/options";
import { addLighthouse } from "./lighthouse/options";
import { addLinks } from "./links/options";
import { addLogrocket } from "./logrocket/options";
import { addMail } from "./mail/options";
import { addPackage } from "./package/options";
import { addPlan } from "./plan/options";
import { addQuality } from "./quality/options";
import { addReport } from "./report/options";
import { addReview } from "./review/options";
import { addRules } from "./rules/options";
import { addRunbooks } from "./runbooks/options";
import { addSchema } from "./schema/options";
import { addSimulate } from "./simulate/options";
import { createProgram, runProgram } from "./shared/program";

/** The command line: results on stdout, the rest on stderr. Each folder holds a command: what it takes, and what it does. */
const createCli = (): Command => {
  const cli = createProgram("monitoring").description(
    "Driplo's monitoring, offline: no account, no credentials, no Pulumi",
  );
  for (const add of inOrder) add(cli);
  return cli;
};

/** As `--help` lists them. */
const inOrder: readonly ((cli: Command) => void)[] = [
  addPlan,
  addRunbooks,
  addReview,
  addReport,
  addComment,
  addGate,
  addApply,
  addRules,
  addDashboards,
  addGa4,
  addLinks,
  addLighthouse,
  addLogrocket,
  addForwarder,
  addImport,
  addPackage,
  addAdopt,
  addBacktest,
  addSimulate,
  addDrill,
  addIncident,
  addQuality,
  addMail,
  addSchema,
];

runProgram(createCli());
