import { DateTime } from "luxon";
import type { DeclaredStack } from "../../infra/declare";
import type { PlannedSignal } from "../../monitors/plan/plan";
import { isPagerDuty, type PagerDutyDeclaration } from "../../policies/pagerduty/declaration";
import { shiftsOn, type Shift } from "../../policies/pagerduty/on-call";
import { html, type Markup } from "./markup";
import { runbookLink } from "./signal-card";

const DAYS = 14;

/** One page to print and pin up: who has the phone for two weeks, and what may ring it, with its runbook. */
export const onCallSheet = ({ declarations, plan }: DeclaredStack, day: string, site: string | undefined): Markup => {
  const shifts = shiftsFrom(declarations.filter(isPagerDuty), day);
  const ringing = plan.signals.filter(rings);
  return html`<section id="on-call">
    <h2>On-call sheet, ${plan.environment}, from ${day}</h2>
    <button type="button" id="print">Print this sheet</button>
    ${shifts.length === 0 ? html`<p>No schedule is declared here: the stack that owns the account has them.</p>` : shiftTable(shifts)}
    <p>By the declared rotation. Overrides that people make in PagerDuty are theirs, and win.</p>
    <h3>What may ring (P0 and P1)</h3>
    <div class="wide" tabindex="0" role="region" aria-label="What may ring">
      <table>
        <thead>
          <tr>
            <th scope="col">signal</th>
            <th scope="col">priority</th>
            <th scope="col">runbook</th>
          </tr>
        </thead>
        <tbody>
          ${ringing.map(
            (signal) =>
              html`<tr>
                <th scope="row">${signal.title}</th>
                <td>${loudOf(signal).join(", ")}</td>
                <td>${runbookLink(signal, site)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
};

const loudOf = ({ measures }: PlannedSignal): readonly string[] =>
  [...new Set(measures.flatMap(({ levels }) => levels.map(({ priority }) => priority)))]
    .filter((priority) => priority === "P0" || priority === "P1")
    .toSorted();

const rings = (signal: PlannedSignal): boolean => signal.stage === "live" && loudOf(signal).length > 0;

/** Day by day, and a shift that goes over midnight put together again. */
const shiftsFrom = (declarations: readonly PagerDutyDeclaration[], day: string): readonly Shift[] => {
  const found = new Map<string, readonly Shift[]>();
  for (let index = 0; index < DAYS; index += 1) {
    const each = DateTime.fromISO(day).plus({ days: index }).toFormat("yyyy-MM-dd");
    for (const shift of shiftsOn(declarations, each) ?? []) {
      const before = found.get(shift.schedule) ?? [];
      const last = before.at(-1);
      found.set(
        shift.schedule,
        last !== undefined && last.who === shift.who && last.until === shift.from
          ? [...before.slice(0, -1), { ...last, until: shift.until }]
          : [...before, shift],
      );
    }
  }
  return [...found.values()].flat();
};

const shiftTable = (shifts: readonly Shift[]): Markup =>
  html`<div class="wide" tabindex="0" role="region" aria-label="Who has the phone">
    <table>
      <thead>
        <tr>
          <th scope="col">schedule</th>
          <th scope="col">who</th>
          <th scope="col">from</th>
          <th scope="col">until</th>
        </tr>
      </thead>
      <tbody>
        ${shifts.map(
          ({ title, who, from, until }) =>
            html`<tr>
              <th scope="row">${title}</th>
              <td>${who ?? "nobody"}</td>
              <td>${clock(from)}</td>
              <td>${clock(until)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** "Mon 23 Nov 10:00", in the schedule's own zone. */
const clock = (moment: string): string =>
  DateTime.fromISO(moment, { setZone: true }).setLocale("en-GB").toFormat("ccc d LLL HH:mm");
