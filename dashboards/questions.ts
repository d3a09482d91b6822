import { delivery } from "./question-rows/delivery";
import { people } from "./question-rows/people";
import type { QuestionRow } from "./question-rows/row";
import { trade } from "./question-rows/trade";

/**
 * What the boards ask of the shop's tables. Each row is a file of the same name in `dashboards/queries` (`active_sellers` →
 * `active-sellers.sql`); the tables that it reads are those of `infra/integrations/business-metrics/schema.sql` and
 * `dashboards/queries/schema.sql`.
 */
export const questions = { ...people, ...trade, ...delivery } as const;

export type QuestionName = keyof typeof questions;

export const questionRow = (name: QuestionName): QuestionRow => questions[name];

const isQuestion = (name: string): name is QuestionName => Object.hasOwn(questions, name);

export const questionNames: readonly QuestionName[] = Object.keys(questions).filter(isQuestion);

/** `active_sellers` → `active-sellers.sql` */
export const fileOfQuestion = (name: QuestionName): string => `${name.replaceAll("_", "-")}.sql`;
