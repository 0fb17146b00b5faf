/// The metric table: one row per series, the only place where its group, kind, unit and meaning stand.
///
/// X(name, group, kind, unit, meaning)
///   group  what the values are per: one, state, provider, question, instrument, fate, level, amicus
///   kind   counter: phases add to it, recorded as the sum since the last recorded point, in real-scale numbers (court
///          cases, rulings and reforms are never scaled); gauge: computed from the world when recorded
#pragma once

// clang-format off

#define COMITY_METRICS(X) \
  X(demands, state, counter, "demand", "demands made by the state's authorities") \
  X(demands_to_provider, provider, counter, "demand", "demands that reached the provider") \
  X(cross_border, state, counter, "demand", "demands of the state whose provider, data or subject is abroad") \
  X(cross_border_ended, state, counter, "demand", "of these, ended") \
  X(consented, state, counter, "demand", "cross-border demands met with the consent of the state where the data are") \
  X(unilateral, state, counter, "demand", "demands of the state met with data from abroad, by order or request, without the consent of that state") \
  X(affronts, state, counter, "demand", "weighted disclosures taken from the state without its consent") \
  X(home_demands, one, counter, "demand", "demands of a provider's home state to that provider") \
  X(home_content_abroad, one, counter, "demand", "of these, met by order or request with content stored abroad") \
  X(domestic_orders, one, counter, "demand", "orders to a provider at home for data at home, ended") \
  X(domestic_fulfilled, one, counter, "demand", "of these, fulfilled") \
  X(direct_abroad, one, counter, "demand", "orders and requests straight to a provider whose home is abroad, answered") \
  X(direct_abroad_fulfilled, one, counter, "demand", "of these, fulfilled") \
  X(chosen, instrument, counter, "demand", "times the instrument was chosen, retries included") \
  X(succeeded, instrument, counter, "demand", "times it brought the data") \
  X(delay_median, instrument, gauge, "day", "median days from demand to data of the successes since the last point") \
  X(delay_p90, instrument, gauge, "day", "90th percentile of these days") \
  X(ended, fate, counter, "demand", "demands that ended this way") \
  X(pending, one, gauge, "demand", "demands not yet ended") \
  X(conflicts, state, counter, "demand", "demands the state compels and another state certainly or arguably forbids") \
  X(breaches, state, counter, "demand", "disclosures in breach of the state's law") \
  X(fines, provider, counter, "value", "fines and sanctions the provider bore") \
  X(refusals, state, counter, "demand", "orders refused to a state that has a ladder of coercion") \
  X(coercion_steps, state, counter, "demand", "steps it took, over these demands") \
  X(coercion_complied, state, counter, "demand", "of these demands, met after a step") \
  X(coercion_given_up, state, counter, "demand", "of these demands, given up") \
  X(coercion_departed, state, counter, "demand", "of these demands, ended as the provider withdrew or left") \
  X(litigation_spend, provider, counter, "value", "costs of challenges") \
  X(challenges, provider, counter, "case", "challenges the provider brought to court") \
  X(motions_to_compel, state, counter, "case", "motions to compel a resisting provider") \
  X(cases_open, state, gauge, "case", "cases pending in the state's courts") \
  X(rulings, level, counter, "ruling", "rulings by level") \
  X(rulings_government, level, counter, "ruling", "of these, for the government") \
  X(reviewed, level, counter, "ruling", "rulings of the level on an appeal") \
  X(reversed, level, counter, "ruling", "of these, reversals") \
  X(followed, one, counter, "ruling", "first-instance rulings outside the circuit that followed an appellate reading for the provider") \
  X(not_followed, one, counter, "ruling", "first-instance rulings outside the circuit that did not") \
  X(distinguished, one, counter, "ruling", "rulings that distinguished a binding or persuasive precedent") \
  X(citations, level, counter, "citation", "citations of earlier rulings of the level") \
  X(citations_abroad, one, counter, "citation", "of these, across a border") \
  X(splits_opened, one, counter, "split", "splits between appellate courts of one state that opened") \
  X(splits_resolved, one, counter, "split", "splits that the apex or new law resolved") \
  X(splits_resolved_apex, one, counter, "split", "of these, by the apex") \
  X(splits_open, question, gauge, "split", "splits open on the question") \
  X(mooted_cases, one, counter, "case", "cases ended because new law settled the question") \
  X(certiorari, one, counter, "case", "petitions granted by an apex court") \
  X(accepted_share, question, gauge, "1", "share of courts, by docket and users, that hold the reading on which the arguable rule applies, for data that stay in one place") \
  X(rejected_share, question, gauge, "1", "share of courts that hold the other reading; the rest have not decided") \
  X(briefs, amicus, counter, "brief", "amicus briefs for the provider by kind") \
  X(briefs_government, amicus, counter, "brief", "amicus briefs for the government by kind") \
  X(assistance_requests, state, counter, "demand", "requests that were made to the state's central authority") \
  X(assistance_letters, state, counter, "demand", "those of them without a treaty: letters rogatory, reciprocity") \
  X(assistance_granted, state, counter, "demand", "requests it executed") \
  X(assistance_refused, state, counter, "demand", "requests it refused") \
  X(assistance_abandoned, state, counter, "demand", "requests withdrawn while waiting") \
  X(assistance_days, state, counter, "day", "sum of days from request to answer or withdrawal over all requests that left the authority") \
  X(assistance_wait, state, counter, "day", "sum of days of waiting over all requests that left the queue") \
  X(backlog, state, gauge, "demand", "requests waiting or being worked on") \
  X(stance, state, gauge, "1", "mean stance of the state towards the others") \
  X(stance_received, state, gauge, "1", "mean stance of the others towards the state") \
  X(trust, provider, gauge, "1", "trust in the provider, mean over markets by users") \
  X(share_consumer, provider, gauge, "1", "share of consumers, over all markets") \
  X(share_enterprise, provider, gauge, "1", "share of enterprises, over all markets") \
  X(share_home_providers, state, gauge, "1", "share of the market's consumers with providers of the own state") \
  X(data_at_home, state, gauge, "1", "share of the market's data stored in the market") \
  X(data_at_provider_home, state, gauge, "1", "share of the market's data stored in the provider's home") \
  X(data_in_state, state, gauge, "1", "share of all markets' data stored in the state") \
  X(data_protected, state, gauge, "1", "share of the market's data under trustee or customer-held keys") \
  X(site_concentration, state, gauge, "1", "Herfindahl index of the sites of the market's data") \
  X(relocated, state, counter, "1", "share of the market's data moved between options") \
  X(exits, provider, counter, "market", "markets the provider left") \
  X(pressure, state, gauge, "1", "highest reform pressure on the legislature") \
  X(reforms_enacted, state, counter, "reform", "reforms that came into force") \
  X(localisation_mandates, one, gauge, "state", "states with a localisation mandate in force") \
  X(blocking_statutes, one, gauge, "state", "states whose law forbids a foreign order for residents' content even where the data lie abroad") \
  X(agreements, one, gauge, "pair", "pairs of states with an executive agreement in force") \
  X(rules_in_force, state, gauge, "rule", "rules of the state's own law in force")

// clang-format on
