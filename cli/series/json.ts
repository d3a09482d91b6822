import { z } from "zod";
import type { Inputs } from "../../monitors/plan/evaluate";
import { Columns } from "./columns";
import { SeriesFault } from "./fault";
import { parseJson } from "../shared/read-json";

const listOfRecords = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))).min(1);

/** A list of objects, each with its time; lines are counted as samples, from 1. @throws SeriesFault */
export const readJson = (text: string, name: string): Inputs => {
  const samples = parseSamples(text, name);
  const names = Object.keys(samples[0] ?? {}).filter((column) => column !== "time");
  if (names.length === 0) throw noSamples(name);
  const columns = new Columns(names, name, "sample");
  for (const [index, sample] of samples.entries()) {
    const values = names.map((column) => String(sample[column] ?? ""));
    columns.addCells({ time: String(sample["time"] ?? ""), values }, index + 1);
  }
  return columns.finish();
};

const parseSamples = (text: string, name: string): z.infer<typeof listOfRecords> => {
  const json = parseJson(text);
  if ("why" in json) throw new SeriesFault(`${name}: ${json.why}; ${WANTED}`);
  const { data } = listOfRecords.safeParse(json.content);
  if (data === undefined) throw noSamples(name);
  return data;
};

const WANTED = 'a series is a list of samples, as in [{"time": "2026-11-23T10:00:00Z", "value": 1}]';

const noSamples = (name: string): SeriesFault =>
  new SeriesFault(`${name}: no JSON list of samples, as in [{"time": "2026-11-23T10:00:00Z", "value": 1}]`);
