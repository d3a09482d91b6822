import type { Environment } from "../../monitors/model/environment";
import { testEnvironment } from "../../testing/context";
import { catalogue } from "../../monitors/catalogue";
import { planOf } from "../../testing/environment";
import { checkIncidents, checkNotices } from "./check";
import { announcedBy, components, languages, states } from "./components";
import type { IncidentDeclaration } from "./declaration";
import { fill, steps } from "./messages";
import { renderResponse, renderStatusPage } from "./render";

const declared = [...renderResponse(testEnvironment), ...renderStatusPage(testEnvironment)];

const named = (type: IncidentDeclaration["type"], name: string): IncidentDeclaration | undefined =>
  declared.find((each) => each.type === type && each.name === name);

describe("incidents and the status page", () => {
  it("exist once per account: the other stacks declare none of it", () => {
    const other: Environment = { ...testEnvironment, ownsAccount: false };
    expect([...renderResponse(other), ...renderStatusPage(other)]).toEqual([]);
  });

  it("has a component for each part that R6 names, in the order of the page", () => {
    const parts = declared.filter(({ type }) => type === "datadog:index/statusPageComponent:StatusPageComponent");
    expect(parts.map(({ name, args }) => [name, args])).toEqual(
      [
        ["storefront", "Storefront / Boutique"],
        ["search", "Search / Recherche"],
        ["messaging", "Messaging / Messagerie"],
        ["payments", "Checkout and payments / Commande et paiements"],
        ["api", "API"],
      ].map(([key, name], position) => [
        key,
        {
          pageId: { late: "reference", type: "datadog:index/statusPage:StatusPage", name: "driplo", property: "id" },
          name,
          type: "component",
          position,
        },
      ]),
    );
  });

  it("makes each component after the one before, so that no position skips ahead", () => {
    expect(named("datadog:index/statusPageComponent:StatusPageComponent", "search")?.after).toEqual([
      "datadog:index/statusPageComponent:StatusPageComponent storefront",
    ]);
  });

  it("has the words of an outage of search, in French", () => {
    expect(
      named("datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate", "search.down.fr")?.args,
    ).toEqual({
      pageId: { late: "reference", type: "datadog:index/statusPage:StatusPage", name: "driplo", property: "id" },
      name: "Search, down (fr)",
      degradationTitle: "Recherche : indisponible",
      componentsAffecteds: [
        {
          id: {
            late: "reference",
            type: "datadog:index/statusPageComponent:StatusPageComponent",
            name: "search",
            property: "id",
          },
          status: "major_outage",
        },
      ],
      updates: [
        {
          status: "investigating",
          message:
            "Nous examinons un problème touchant la recherche : la recherche peut ne pas fonctionner. Nous vous tiendrons informés dans les 30 minutes, ou dès que nous en saurons plus.",
        },
        {
          status: "identified",
          message:
            "Nous avons trouvé la cause du problème touchant la recherche et la corrigeons. D’ici là, la recherche peut ne pas fonctionner. Prochaine information dans les 30 minutes.",
        },
        {
          status: "monitoring",
          message:
            "Le problème touchant la recherche semble terminé. Nous continuons à surveiller avant de le déclarer résolu.",
        },
        {
          status: "resolved",
          message:
            "Le problème touchant la recherche est résolu. Nous vous prions de nous excuser pour la gêne occasionnée.",
        },
      ],
    });
  });

  it("has every step of every state of every component, in each language", () => {
    const templates = declared.filter(
      ({ type }) => type === "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate",
    );
    expect(templates.length).toBe(Object.keys(components).length * languages.length * states.length);
    const said = templates.map(({ args }) => ("updates" in args ? args.updates?.map(({ status }) => status) : []));
    for (const each of said) expect(each).toEqual(steps);
    expect(JSON.stringify(templates)).not.toMatch(/\{(component|effect)\}/);
  });

  it("tells Slack and the list of a declared incident, and rings nobody a second time", () => {
    expect(named("datadog:index/incidentNotificationRule:IncidentNotificationRule", "P0")?.args).toEqual({
      incidentType: {
        late: "reference",
        type: "datadog:index/incidentType:IncidentType",
        name: "outage",
        property: "id",
      },
      notificationTemplate: {
        late: "reference",
        type: "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate",
        name: "declared",
        property: "id",
      },
      trigger: "incident_created_trigger",
      enabled: true,
      visibility: "organization",
      conditions: [{ field: "severity", values: ["SEV-1"] }],
      renotifyOns: ["status", "severity"],
      handles: ["@slack-shop-urgent", "@list@shop.test"],
    });
  });

  it("uses of Datadog's variables only those that its provider's example shows", () => {
    const used = [...JSON.stringify(declared).matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => name);
    expect([...new Set(used)].toSorted()).toEqual([
      "incident.commander",
      "incident.created",
      "incident.severity",
      "incident.status",
      "incident.title",
      "incident.url",
    ]);
  });
});

describe("checkIncidents", () => {
  it("says nothing of the committed page and messages", () => {
    expect(checkIncidents("prod")).toEqual([]);
  });

  it("sees a component that no signal calls down, and a placeholder that nobody fills in", () => {
    const lost = { ...components.search, signals: { degraded: [], down: [] } };
    expect(checkIncidents("prod", { search: lost }, [["resolved (en)", "{component} is back, {name}"]])).toEqual([
      {
        severity: "error",
        where: "status page, search (prod)",
        what: "no signal says that it is down",
        rule: "each component is tied to the signals that say so",
        remedy: "name them in policies/incidents/components.ts",
      },
      {
        severity: "error",
        where: "customer message, resolved (en) (prod)",
        what: "nobody fills in {name}",
        rule: "a message has the placeholders {component} and {effect}",
        remedy: "mend policies/incidents/messages.ts",
      },
    ]);
  });

  it("a message or a component's words that a vendor would act on", () => {
    const loud = { ...components.search, spoken: { en: "search @all", fr: "la recherche {{x}}" } };
    const found = checkIncidents("prod", { search: loud }, [["resolved (en)", "{component}\u202e is back"]]);
    expect(found.map(({ where, what }) => [where, what])).toEqual([
      ["customer message, resolved (en) (prod)", "it holds \\u202e"],
      ["customer message, search (en) (prod)", 'it holds "@all", a handle or an address'],
      ["customer message, search (fr) (prod)", 'it holds "{{x}}", a template'],
    ]);
  });
});

describe("checkNotices", () => {
  const plan = planOf(catalogue);
  const [first] = plan.signals.filter(({ id }) => id === "api.availability");
  if (first === undefined) throw new Error("no such signal");

  it("says nothing of today's P0, each of which has a part of the page or a reason", () => {
    expect(checkNotices(plan)).toEqual([]);
    expect(announcedBy("payments.failure_rate").map(({ key, state }) => [key, state])).toEqual([["payments", "down"]]);
    expect(announcedBy("payments.silence").map(({ key, state }) => [key, state])).toEqual([["payments", "down"]]);
    expect(announcedBy("security.breach_indicators")).toEqual([]);
  });

  it("sees a P0 of which no draft could be made, and asks nothing of a P1", () => {
    const lost = { ...first, id: "shop.checkout" };
    const calm = plan.signals
      .filter(({ id }) => id === "search.error_rate")
      .map((each) => ({ ...each, id: "shop.tips" }));
    expect(checkNotices({ ...plan, signals: [lost, ...calm], objectives: [] })).toEqual([
      {
        severity: "error",
        where: "shop.checkout (prod)",
        what: "it rings as P0, and no part of the status page names it",
        rule: "of each P0 the draft of a notice is made",
        remedy:
          "name it in policies/incidents/components.ts: below a component's signals, or in unannounced with the reason",
      },
    ]);
  });
});

it("begins a sentence with a large letter, whatever is filled in", () => {
  expect(fill("{effect}.", { effect: "la recherche peut tarder" })).toBe("La recherche peut tarder.");
});
