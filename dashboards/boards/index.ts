import type { Board, BoardKey } from "../board";
import { database } from "./database";
import { engineering } from "./engineering";
import { executive } from "./executive";
import { market } from "./market";
import { marketplaceHealth } from "./marketplace-health";
import { messaging } from "./messaging";
import { mobile } from "./mobile";
import { monitoringQuality } from "./monitoring-quality";
import { operations } from "./operations";
import { performance } from "./performance";
import { realTime } from "./real-time";
import { revenue } from "./revenue";
import { security } from "./security";
import { userExperience } from "./user-experience";

export const boards: Readonly<Record<BoardKey, Board>> = {
  executive,
  engineering,
  operations,
  performance,
  "user-experience": userExperience,
  revenue,
  market,
  "marketplace-health": marketplaceHealth,
  database,
  messaging,
  mobile,
  security,
  "monitoring-quality": monitoringQuality,
  "real-time": realTime,
};
