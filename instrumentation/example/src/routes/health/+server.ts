import { apiHealth } from "@driplo/instrumentation/server";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = apiHealth;
