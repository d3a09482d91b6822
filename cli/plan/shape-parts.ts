import { z } from "zod";
import { burnTierNames } from "../../monitors/model/objective";
import { priorities } from "../../monitors/model/priority";
import { channels, rungNumbers } from "../../monitors/model/route";
import { sides, units } from "../../monitors/model/signal-kind";

/** What the parts of a plan's shape are made of. */

/** A definition of its own in the JSON Schema. */
export const define = <S extends z.ZodType>(id: string, schema: S, description?: string): S =>
  schema.meta({ id, ...(description === undefined ? {} : { description }) });

export const words = z.string().min(1);
export const key = z.string().regex(/^[a-z][a-z0-9_]*$/);
export const priority = z.enum(priorities);
export const unique = { uniqueItems: true } as const;

export const id = define("id", z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/), "`<service>.<key>`");
export const span = define("span", z.string().regex(/^[0-9]+(ms|s|m|h|d)$/), "30s, 5m, 1h, 30d");
export const moment = define("moment", z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00Z$/), "In UTC.");
export const vendor = define("vendor", z.string().regex(/^[a-z]+$/));
export const feed = define("feed", z.string().regex(/^[a-z]+:.+$/), "`<vendor>:<data>`");
export const tierName = define("tierName", z.enum(burnTierNames));
export const breach = define("breach", z.enum([...sides, "event"]), "The side on which the value is bad.");
export const runbook = z.string().regex(/\.md$/).describe("Page below `runbooks/`.");
export const title = words.describe("For people; may change at any time.");

export const resourceKeys = define(
  "resourceKeys",
  z.array(z.string().regex(/^[^ ]+ [^ ]+$/)).meta(unique),
  "Type and logical name of what was made for it.",
);

const threshold = define(
  "threshold",
  z.union([z.strictObject({ value: z.number().min(0), unit: z.enum(units) }), z.strictObject({ event: words })]),
);

const sooner = z.strictObject({ window: span, minimumTraffic: z.number().min(0) });

const alertsFrom = z.strictObject({
  usualEvents: z.int().min(1).describe("Of a share, those that are part of it."),
  ofEvents: z.number().min(1).optional().describe("Of a share: of at least so many."),
  window: span,
  longestWindow: span,
  message: words,
});

const level = define(
  "level",
  z.strictObject({
    threshold,
    priority,
    breach: breach.optional().describe("Where it is narrower than the measure's."),
    sooner: sooner
      .optional()
      .describe(
        "A shorter window beside the measure's, where there are so many events in it: whichever breaches first tells.",
      ),
    alertsFrom: alertsFrom
      .optional()
      .describe(
        "Of a number of the shop's database: the least usual traffic on which the level can tell of a fall at all, were all of it gone. Where the window holds less, a longer one is looked at, up to the longest.",
      ),
  }),
);

const step = define(
  "step",
  z.strictObject({
    after: span.describe("Since the alert, not since the step before."),
    rung: z.literal(rungNumbers),
    who: words,
    channels: z.array(z.enum(channels)).min(1).meta(unique),
  }),
);

export const route = define("route", z.array(step).min(1));

const byLevel = <S extends z.ZodType>(of: S) =>
  z.strictObject({ warning: of.optional(), critical: of.optional() }).meta({ minProperties: 1 });

export const levels = define("levels", byLevel(level));
export const routes = define("routes", byLevel(route), "Who hears of each level, in order.");
