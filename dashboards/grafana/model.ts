import type { MetricsQuery } from "@grafana/grafana-foundation-sdk/cloudwatch";
import type { GraphFieldConfig } from "@grafana/grafana-foundation-sdk/common";
import type {
  AnnotationQuery as SdkAnnotation,
  DashboardLink,
  FieldConfig as SdkFieldConfig,
  Panel as SdkPanel,
  RowPanel as SdkRow,
  VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { Options as NodeGraphOptions } from "@grafana/grafana-foundation-sdk/nodegraph";
import type { Dataquery as PrometheusQuery } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Options as StatOptions } from "@grafana/grafana-foundation-sdk/stat";
import type { Options as TableOptions } from "@grafana/grafana-foundation-sdk/table";
import type { Options as TimeseriesOptions } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Late } from "../../monitors/model/late";

/**
 * Grafana's own definitions of the classic dashboard, as data: its enums are the values they stand for, so that panels are plain
 * objects which the compiler holds to Grafana's fields, and nothing of the package is loaded.
 */
export type Plain<T> = T extends string
  ? `${T}`
  : T extends number
    ? NumberOf<T>
    : T extends boolean | null | undefined
      ? T
      : T extends readonly (infer E)[]
        ? readonly Plain<E>[]
        : { readonly [K in keyof T as NonNullable<T[K]> extends () => void ? never : K]: Plain<T[K]> };

type NumberOf<T extends number> = `${T}` extends `${infer N extends number}` ? N : never;

/** Named by uid, and with the plugin that Grafana knows it by. */
export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

interface TargetBase {
  readonly refId: string;
  readonly datasource: DataSource;
}

/** Fields: grafana/grafana packages/grafana-sql/src/types.ts (SQLQuery). */
export interface SqlTarget extends TargetBase {
  readonly rawSql: string;
  readonly rawQuery: true;
  readonly editorMode: "code";
  readonly format: "table" | "time_series";
}

/** Fields: grafana/grafana-infinity-datasource src/types/query.types.ts. */
export interface InfinityTarget extends TargetBase {
  readonly type: "json";
  readonly source: "url";
  readonly parser: "backend";
  readonly format: "timeseries" | "table";
  readonly url: string;
  readonly url_options: {
    readonly method: "POST";
    readonly body_type: "raw";
    readonly body_content_type: "application/json";
    readonly data: string;
  };
  readonly root_selector: string;
  readonly columns: readonly { readonly selector: string; readonly text: string; readonly type: string }[];
}

/** Fields: grafana/sentry-datasource src/types.ts. */
export interface SentryTarget extends TargetBase {
  readonly queryType: string;
  readonly [field: string]: unknown;
}

export type PrometheusTarget = TargetBase & Plain<Omit<PrometheusQuery, "datasource" | "refId">>;

/** A dimension may be known only when the engine runs. */
export type CloudWatchTarget = TargetBase &
  Plain<Omit<MetricsQuery, "datasource" | "refId" | "dimensions">> & {
    readonly dimensions?: Readonly<Record<string, string | Late>>;
  };

export type Target = SqlTarget | InfinityTarget | SentryTarget | PrometheusTarget | CloudWatchTarget;

export type Link = Plain<DashboardLink>;

type FieldConfig = Omit<Plain<SdkFieldConfig>, "custom" | "mappings" | "actions"> & {
  readonly custom?: Partial<Plain<GraphFieldConfig>>;
};

type PanelBase = Omit<
  Plain<SdkPanel>,
  "options" | "fieldConfig" | "targets" | "type" | "datasource" | "id" | "gridPos"
> & {
  readonly id: number;
  readonly gridPos: Plain<NonNullable<SdkPanel["gridPos"]>>;
  readonly title: string;
  readonly description: string;
  readonly datasource: DataSource;
  readonly targets: readonly Target[];
  readonly fieldConfig: { readonly defaults: FieldConfig; readonly overrides: readonly [] };
};

export type GraphPanel = PanelBase &
  (
    | { readonly type: "timeseries"; readonly options: Plain<TimeseriesOptions> }
    | { readonly type: "stat"; readonly options: Plain<StatOptions> }
    | { readonly type: "nodeGraph"; readonly options: Plain<NodeGraphOptions> }
    | { readonly type: "table"; readonly options: Partial<Plain<TableOptions>> }
  );

export type RowPanel = Omit<Plain<SdkRow>, "gridPos" | "panels"> & {
  readonly gridPos: Plain<NonNullable<SdkRow["gridPos"]>>;
  readonly panels: readonly [];
};

export interface Annotation extends Omit<Plain<SdkAnnotation>, "target"> {
  readonly target?: {
    readonly limit: number;
    readonly matchAny: boolean;
    readonly tags: readonly string[];
    readonly type: "tags" | "dashboard";
  };
}

export type Variable = Omit<Plain<VariableModel>, "query"> & { readonly query: string };

/** A dashboard in Grafana's classic model. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly timezone: string;
  readonly editable: boolean;
  /** 1: a cursor over one panel is over all. */
  readonly graphTooltip: 0 | 1 | 2;
  readonly time: { readonly from: string; readonly to: string };
  readonly refresh: string;
  readonly schemaVersion: number;
  readonly panels: readonly (GraphPanel | RowPanel)[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Annotation[] };
  readonly links: readonly Link[];
}

export const isRow = (panel: GraphPanel | RowPanel): panel is RowPanel => panel.type === "row";
