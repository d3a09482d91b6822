import type { ElasticSource } from "../model/sources/elastic";
import { added, assumed, documented, DRAIN, message, type Delay } from "../plan/delay";

export const elasticDelays: Readonly<Record<ElasticSource["type"], Delay>> = {
  logs: added(
    DRAIN,
    assumed(
      5,
      "Logstash, and the ingest pipeline",
      "a batch waits 50 ms (pipeline.batch.delay); no figure of the whole is published",
    ),
    documented(
      1,
      "Elasticsearch, until a document is found",
      "https://www.elastic.co/docs/manage-data/data-store/near-real-time-search (refresh each second)",
    ),
  ),
};

export const elasticNotification: Delay = message("Kibana's connector");
