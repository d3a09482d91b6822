import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import type { RenderContext } from "../../../monitors/plan/watch";
import { renderDeadLetters } from "./dead-letters";
import { renderIngest } from "./ingest";
import { renderLifecycle, type Stored } from "./lifecycle";
import { renderLogstash } from "./logstash";
import { logClasses } from "./names";
import { logSources } from "./sources/all";
import { renderEcs, renderTemplate } from "./templates";
import { renderSearch, renderView, searches } from "./views";

/** The log store of one environment, each thing after those that it needs: what receives the first line comes last but for the views. */
export const renderLogStore = (context: RenderContext): readonly ElasticDeclaration[] => {
  const { environment } = context;
  const { name } = environment;
  const stored: readonly Stored[] = [...logClasses, "dead_letter"];
  return [
    ...stored.map((each) => renderLifecycle(each, name)),
    ...renderEcs(name),
    ...stored.map((each) => renderTemplate(each, name)),
    ...logSources.map((source) => renderIngest(source, environment)),
    ...renderLogstash(environment),
    ...stored.map((each) => renderView(each, name)),
    ...searches.map((search) => renderSearch(search, name)),
    renderDeadLetters(context),
  ];
};
