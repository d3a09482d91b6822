import type { ObjectiveIdOf, SignalIdOf } from "../model/signal";
import { accounts } from "./accounts";
import { api } from "./api";
import { database } from "./database";
import { delivery } from "./delivery";
import { edge } from "./edge";
import { infrastructure } from "./infrastructure";
import { listings } from "./listings";
import { messaging } from "./messaging";
import { monitoring } from "./monitoring";
import { orders } from "./orders";
import { payments } from "./payments";
import { search } from "./search";
import { security } from "./security";
import { storefront } from "./storefront";

export const services = {
  storefront,
  api,
  database,
  infrastructure,
  edge,
  search,
  listings,
  messaging,
  orders,
  accounts,
  payments,
  security,
  delivery,
  monitoring,
};

/** Every signal by id, for whoever refers to one. */
export type SignalId = SignalIdOf<typeof services>;

export type ObjectiveId = ObjectiveIdOf<typeof services>;

export type ServiceKey = keyof typeof services;
