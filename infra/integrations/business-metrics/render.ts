import { template } from "../../../monitors/model/late";
import type { PrometheusDeclaration } from "../../../monitors/prometheus/declaration";
import { TABLES } from "../../../monitors/prometheus/render";
import type { RenderContext } from "../../../monitors/plan/watch";

/**
 * The shop's database as a data source, through a role that can only read what the numbers count (migrations/1-role.sql).
 * Fields: https://grafana.com/docs/grafana/latest/datasources/postgres/configure/
 */
export const renderBusinessFeeds = ({ environment }: RenderContext): readonly PrometheusDeclaration[] => {
  const { address, database, user, password } = environment.grafana.postgres;
  return [
    {
      vendor: "prometheus",
      type: "grafana:oss/dataSource:DataSource",
      name: TABLES,
      args: {
        type: "grafana-postgresql-datasource",
        name: `Driplo business numbers (${environment.name})`,
        uid: `driplo-${environment.name}-${TABLES}`,
        url: address,
        username: user,
        accessMode: "proxy",
        isDefault: false,
        // Two questions at once, of the role's four connections.
        jsonDataEncoded: JSON.stringify({
          connMaxLifetime: 14_400,
          database,
          maxIdleConns: 1,
          maxOpenConns: 2,
          postgresVersion: 1_500,
          sslmode: "require",
        }),
        secureJsonDataEncoded: template('{"password":"', password, '"}'),
      },
    },
  ];
};
