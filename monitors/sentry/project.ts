import { keyOf } from "../declaration/declaration";
import { lookup, type Lookup } from "../model/late";
import type { RenderContext } from "../plan/watch";
import type { SentryDeclaration } from "./declaration";

/**
 * The project that the shop's errors go to, of all environments, and the team that reads them. They exist once: the stack that
 * owns the account declares them, the others find them by their slugs.
 */

/** Logical name of whatever there is one of. */
const NAME = "storefront";

const TEAM = "sentry:index/team:Team";
const PROJECT = "sentry:index/project:Project";
const KEY = "sentry:index/key:Key";

/**
 * Hours without an event after which an issue counts as resolved: if it comes again it has regressed, and is told like a new
 * one. A week, so that an error of every weekend stays one issue.
 */
const RESOLVE_AGE_HOURS = 7 * 24;

/**
 * What is no fault of ours. Legacy browsers stay: their users buy too.
 * https://docs.sentry.io/api/projects/update-an-inbound-data-filter/ (filter_id)
 */
const FILTERS = ["browser-extensions", "localhost", "filtered-transaction", "web-crawlers"] as const;

export const renderProject = ({ environment }: RenderContext): readonly SentryDeclaration[] => {
  if (!environment.ownsAccount) return [];
  const { organization, project, team } = environment.sentry;
  return [
    { vendor: "sentry", type: TEAM, name: NAME, protect: true, args: { organization, name: team, slug: team } },
    {
      vendor: "sentry",
      type: PROJECT,
      name: NAME,
      // With the project go its issues.
      protect: true,
      after: [keyOf({ type: TEAM, name: NAME })],
      args: {
        organization,
        name: project,
        slug: project,
        teams: [team],
        platform: "javascript-sveltekit",
        resolveAge: RESOLVE_AGE_HOURS,
        // Every key and every alert is declared.
        defaultKey: false,
        defaultRules: false,
      },
    },
    ...renderSettings(environment.sentry),
  ];
};

/** How clients send, whose an issue is, and what is not let in. */
const renderSettings = ({
  organization,
  project,
  team,
}: RenderContext["environment"]["sentry"]): readonly SentryDeclaration[] => {
  const within = { organization, project };
  const after = [keyOf({ type: PROJECT, name: NAME })];
  return [
    { vendor: "sentry", type: KEY, name: NAME, after, args: { ...within, name: NAME } },
    {
      vendor: "sentry",
      type: "sentry:index/projectOwnership:ProjectOwnership",
      name: NAME,
      after,
      args: {
        ...within,
        raw: `path:* #${team}`,
        fallthrough: true,
        autoAssignment: "Auto Assign to Issue Owner",
        codeownersAutoSync: false,
      },
    },
    {
      vendor: "sentry",
      type: "sentry:index/projectSpikeProtection:ProjectSpikeProtection",
      name: NAME,
      after,
      args: { ...within, enabled: true },
    },
    ...FILTERS.map((filterId): SentryDeclaration => ({
      vendor: "sentry",
      type: "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter",
      name: `${NAME}.${filterId}`,
      after,
      args: { ...within, filterId, active: true },
    })),
  ];
};

/** Keys of what must be there before anything of the project is asked for or declared. */
export const projectKeys = ({ environment }: RenderContext): readonly string[] =>
  environment.ownsAccount ? [keyOf({ type: PROJECT, name: NAME })] : [];

/** What must be there before the key's address is asked for. */
export const clientKeys = ({ ownsAccount }: RenderContext["environment"]): readonly string[] =>
  ownsAccount ? [keyOf({ type: KEY, name: NAME })] : [];

/** The address to which the shop sends its errors: the same in every environment, which each event names. It may only send. */
export const dsn = ({ sentry }: RenderContext["environment"]): Lookup =>
  lookup("sentry:getKey", { organization: sentry.organization, project: sentry.project, name: NAME });

/** The monitor that Sentry makes for every project, and that makes an issue of each sort of error. */
export const errorMonitorId = ({ environment: { sentry } }: RenderContext): Lookup =>
  lookup("sentry:getProjectErrorMonitor", { organization: sentry.organization, project: sentry.project });

/** Asked for in every environment alike, also where the team is declared: the arguments of what evaluates are the same. */
export const teamId = ({ environment: { sentry } }: RenderContext): Lookup =>
  lookup("sentry:getTeam", { organization: sentry.organization, slug: sentry.team });

export const integrationId = (
  { environment: { sentry } }: RenderContext,
  providerKey: "slack" | "pagerduty",
  name: string,
): Lookup => lookup("sentry:getOrganizationIntegration", { organization: sentry.organization, providerKey, name });
