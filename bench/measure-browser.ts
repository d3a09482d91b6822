import { join } from "node:path";
import {
  maskBytes,
  MOST_BYTES,
  MOST_BYTES_OF_MASKS,
  packageBytes,
  webVitalsBytes,
} from "../instrumentation/browser/testing/size";
import type { Figure } from "./figure";
import { ROOT } from "./root";

/** What the shop's pages carry. Bytes, not times: what a telephone makes of them is the storefront's own rows. */
export const measureBrowser = (): readonly Figure[] => {
  const folder = join(ROOT, "instrumentation/browser");
  return [
    {
      name: "browser instrumentation, without the SDKs",
      how: "all exports of `instrumentation/browser` but what is imported on demand, by esbuild, minified and gzipped",
      unit: "B",
      atMost: MOST_BYTES,
      value: packageBytes(folder),
    },
    {
      name: "its masks, loaded after consent",
      how: "the chunk that the first SDK brings along, in the same way",
      unit: "B",
      atMost: MOST_BYTES_OF_MASKS,
      value: maskBytes(folder),
    },
    {
      name: "the library for web vitals, loaded after consent",
      how: "the five measures of `web-vitals`, in the same way",
      unit: "B",
      atMost: undefined,
      value: webVitalsBytes(folder),
    },
  ];
};
