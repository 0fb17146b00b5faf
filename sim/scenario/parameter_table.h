/// The parameter table: one row per parameter, the only place where its default, unit, range and meaning stand.
/// From these rows come the struct field, the scenario key, `--set`, the range check, the results file's
/// attributes and `comity list parameters`.
///
/// X(type, name, default, unit, low, high, prior, tag, source, meaning)
///   type   Real, Integer, Count, Flag, Date or Choice (a Choice's "unit" lists its levels, the default is the level's index; a Count
///          is a whole number that results files keep as a real one)
///   low, high   what is taken at all
///   prior  what is believed before any evidence (parameters.h): uniform(from, to), log_uniform(from, to) where it may differ tenfold, or
///          fixed, a unit, switch or choice of which nothing is to be learnt. Its ends are assumptions unless the source names them
///   tag    F found in a source, C computed from data, A assumption (vary it within its prior), without a source
///          of its own where there is none
#pragma once

// clang-format off

#define COMITY_RUN_PARAMETERS(X) \
  X(Date, start, day_of(2013, 1, 1), "date", day_of(1990, 1, 1), day_of(2100, 1, 1), fixed, "A", "choice of scenario", "first day of the simulated period") \
  X(Date, end, day_of(2023, 1, 1), "date", day_of(1990, 1, 2), day_of(2150, 1, 1), fixed, "A", "choice of scenario", "day after the last day of the simulated period") \
  X(Real, warm_up_years, 0.0, "year", 0.0, 30.0, fixed, "A", "choice of effort; two to three let queues and relations settle", "time simulated before `start`, by the law of its days, and not recorded; rounded up to whole steps") \
  X(Flag, carry_back, 0, "1", 0, 1, fixed, "A", "choice of scenario", "whether the run may start before the first dated value of something: it is carried back then, demands by their growth") \
  X(Real, step_days, 7.0, "day", 0.5, 31.0, fixed, "A", "halving it changes nothing beyond noise", "length of a time step") \
  X(Real, record_days, 28.0, "day", 0.5, 366.0, fixed, "A", "choice of output", "time between two recorded points of every series; rounded up to whole steps") \
  X(Real, scale, 1.0, "1", 0.0001, 1.0, fixed, "A", "choice of effort", "a simulated demand stands for 1/scale real ones; larger is slower and less noisy") \
  X(Integer, seed, 1, "1", 0, 4294967295, fixed, "A", "arbitrary", "seed of all random streams") \
  X(Integer, replicates, 100, "1", 1, 1000000, fixed, "A", "choice of effort", "independent replicates of each point") \
  X(Flag, log_demands, 0, "1", 0, 1, fixed, "A", "choice of output", "keep one row per ended demand (large)")

#define COMITY_ARISE_PARAMETERS(X) \
  X(Real, dispersion, 5.0, "1", 0.1, 1000.0, log_uniform(1, 50), "A", "overdispersion of half-yearly counts", "negative-binomial dispersion of demands per step; larger is closer to Poisson") \
  X(Real, away_share, 0.05, "1", 0.0, 1.0, log_uniform(.01, .2), "A", "", "share of demands about a person who does not live in the forum state") \
  X(Real, content_share, 0.25, "1", 0.0, 1.0, uniform(.1, .5), "A", "", "share of demands that ask for content") \
  X(Real, traffic_share, 0.15, "1", 0.0, 1.0, uniform(.05, .3), "A", "", "share of demands that ask for traffic data; the rest ask for subscriber data") \
  X(Real, serious_share, 0.6, "1", 0.0, 1.0, uniform(.3, .9), "A", "", "share of demands about a serious offence") \
  X(Real, emergency_share, 0.01, "1", 0.0, 1.0, log_uniform(.002, .05), "A", "", "share of demands in an emergency") \
  X(Real, stored_long_share, 0.3, "1", 0.0, 1.0, uniform(.1, .6), "A", "", "share of content demands for messages stored over 180 days") \
  X(Real, enterprise_share, 0.10, "1", 0.0, 1.0, log_uniform(.02, .3), "A", "", "share of demands about customers of the enterprise segment") \
  X(Real, public_share, 0.02, "1", 0.0, 1.0, uniform(0, .1), "A", "", "share of demands about customers of the public sector") \
  X(Real, merit_home, 0.3, "1", -2.0, 2.0, uniform(0, 1), "A", "", "mean merit added when the provider's home is the forum") \
  X(Real, merit_abroad, 0.3, "1", -2.0, 2.0, uniform(0, 1), "A", "", "mean merit lost when the subject lives abroad") \
  X(Real, merit_forbidden, 0.2, "1", -2.0, 2.0, uniform(0, 1), "A", "", "mean merit lost when the site's state forbids the disclosure") \
  X(Real, noise, 0.3, "1", 0.0, 3.0, log_uniform(.1, 1), "A", "", "standard deviation of a party's error about the merit")

#define COMITY_CHOOSE_PARAMETERS(X) \
  X(Real, value, 1.0, "value", 0.01, 100.0, fixed, "A", "unit of all utilities", "value of a fulfilled demand to the prosecutor") \
  X(Real, discount, 0.5, "1/year", 0.0, 10.0, log_uniform(.1, 2), "A", "evidence half-life 17 months", "rate at which evidence loses its value; larger favours fast instruments") \
  X(Real, cost_order, 0.50, "value", 0.0, 10.0, log_uniform(.05, 1), "A", "", "cost of a direct order that reaches beyond routine") \
  X(Real, cost_order_routine, 0.05, "value", 0.0, 10.0, uniform(0, .3), "A", "a warrant at home for data at home is routine", "cost of an order to a provider at home for data at home") \
  X(Real, cost_assistance, 0.25, "value", 0.0, 10.0, log_uniform(.02, 1.2), "A", "set so that requests stay the exception", "cost of a treaty request") \
  X(Real, cost_agreement, 0.05, "value", 0.0, 10.0, log_uniform(.01, .3), "A", "", "cost of an order under an executive agreement or Union instrument") \
  X(Real, cost_voluntary, 0.02, "value", 0.0, 10.0, uniform(0, .2), "A", "", "cost of a request without compulsion") \
  X(Real, diplomatic_cost, 0.25, "value", 0.0, 10.0, uniform(0, 1), "A", "", "cost of an order for data abroad at full stance towards the site's state; vanishes as relations sour") \
  X(Real, precision, 6.0, "1/value", 0.0, 100.0, log_uniform(1, 20), "A", "", "precision of the choice; larger is sharper") \
  X(Real, dissimilarity, 0.6, "1", 0.05, 1.0, uniform(.2, 1), "A", "", "dissimilarity of the nests {assistance, agreement} and {order, voluntary}; 1 is the plain logit") \
  X(Choice, structure, 0, "nested|plain", 0, 1, fixed, "A", "structural alternative", "nested or plain logit") \
  X(Choice, learning, 0, "beta|ewa|none", 0, 2, fixed, "A", "structural alternative", "how prosecutors learn about instruments") \
  X(Real, ewa_delta, 0.5, "1", 0.0, 1.0, uniform(0, 1), "F", "Camerer and Ho 1999", "weight of forgone payoffs in experience-weighted attraction") \
  X(Real, ewa_decay, 0.95, "1", 0.0, 1.0, uniform(.8, 1), "F", "Camerer and Ho 1999 (phi)", "decay of past attraction per step of 30 days") \
  X(Real, ewa_experience, 0.9, "1", 0.0, 1.0, uniform(.5, 1), "F", "Camerer and Ho 1999 (rho)", "decay of the experience weight per step of 30 days") \
  X(Real, compel_cost, 1.0, "value", 0.0, 10.0, uniform(.5, 2), "A", "sets the number of motions to compel, 14 found in 2017-18", "cost of a motion to compel after an order was resisted") \
  X(Real, approval_days_prosecutor, 1.0, "day", 0.0, 365.0, uniform(0, 7), "A", "", "mean days until a prosecutor approves an order") \
  X(Real, denied_prosecutor, 0.01, "1", 0.0, 1.0, uniform(0, .1), "A", "", "share of orders that a prosecutor does not approve") \
  X(Real, approval_days_independent, 3.0, "day", 0.0, 365.0, uniform(0, 14), "A", "", "mean days until an independent authority approves an order") \
  X(Real, denied_independent, 0.02, "1", 0.0, 1.0, uniform(0, .1), "A", "", "share of orders that an independent authority does not approve") \
  X(Real, approval_days_judge, 3.0, "day", 0.0, 365.0, uniform(0, 14), "A", "", "mean days until a judge approves an order") \
  X(Real, denied_judge, 0.02, "1", 0.0, 1.0, uniform(0, .1), "A", "judges deny few applications", "share of orders that a judge does not approve") \
  X(Real, narrow_value, 0.45, "value", 0.0, 1.0, uniform(.2, .8), "A", "", "value of what is left when a resisted order is narrowed to data at home")

#define COMITY_RESPOND_PARAMETERS(X) \
  X(Real, disclosure_cost, 0.10, "value", 0.0, 10.0, uniform(0, .5), "A", "", "what any disclosure costs a provider") \
  X(Real, trust_cost, 0.6, "value", 0.0, 10.0, uniform(0, 2), "A", "", "disclosure cost per market share and missing trust") \
  X(Real, conflict_cost, 0.3, "value", 0.0, 10.0, uniform(0, 1), "A", "", "disclosure cost added when another state forbids it") \
  X(Real, protection_cost, 3.0, "value", 0.0, 1000.0, uniform(.5, 10), "A", "0: whoever obeys a capability order removes the protection; very large: withdraws the product", "default of what it costs a provider to remove a protection in one market, its word to customers everywhere: the median of orders") \
  X(Real, protection_spread, 0.8, "1", 0.0, 3.0, uniform(0, 1.5), "A", "from a tool for one device to a way into everything: more than twofold either way in two of five orders", "spread of the logarithm of this cost from order to order, by what each asks for; 0: all ask for the same") \
  X(Real, challenge_cost, 1.1, "value", 0.0, 100.0, uniform(.5, 3), "A", "", "cost of a challenge in court") \
  X(Real, fine_value, 0.0, "value/%", 0.0, 100.0, uniform(0, .5), "A", "0: fines by turnover count only as far as sanctions and penalties of states hold them already", "what each percent of turnover costs a provider that the law threatens with as its highest fine") \
  X(Real, fine_days, 300.0, "day", 0.0, 3000.0, uniform(100, 700), "A", "", "days of fines a provider expects while it litigates") \
  X(Real, stay_rate, 0.9, "1", 0.0, 1.0, uniform(.5, 1), "F", "fines of $10,000 a day stayed, N.D. Cal. and D.D.C. 2017", "chance that fines are stayed during an appeal") \
  X(Real, precision, 8.0, "1/value", 0.0, 100.0, log_uniform(2, 20), "A", "", "precision of the provider's answer; larger is sharper") \
  X(Real, business_least, 3.0, "value", 0.1, 1000.0, uniform(2, 10), "A", "", "business at stake in a market of which a provider has no share; no term of its choice exceeds it") \
  X(Real, business, 5.0, "value", 0.0, 1000.0, uniform(0, 20), "A", "", "business at stake added per share of the market") \
  X(Real, adverse_open, 0.3, "1", 0.0, 1.0, uniform(0, 1), "A", "", "share of a precedent's worth that an adverse one costs where the practice was to comply; all of it where courts elsewhere read for providers") \
  X(Real, kappa_open, 1.0, "1", 0.0, 1.0, uniform(.2, 1), "A", "", "weight of the precedent's value while the question is open in the hierarchy") \
  X(Real, kappa_decided, 0.2, "1", 0.0, 1.0, uniform(0, 1), "A", "", "the same once it is decided at appellate level") \
  X(Real, readiness, 0.0008, "1", 0.0, 1.0, log_uniform(1e-5, .01), "A", "larger brings test cases before the one of 2013", "default share of demands that counsel weigh as a possible test case") \
  X(Real, disclosure_policy, 0.65, "1", 0.0, 1.0, uniform(.5, .8), "F", "SIRIUS 2018-19: 66-68 %", "default share of permitted voluntary requests that a provider grants") \
  X(Real, emergency_policy, 0.75, "1", 0.0, 1.0, uniform(.5, .95), "A", "", "share of permitted emergency requests that a provider grants") \
  X(Real, agreement_success, 0.97, "1", 0.0, 1.0, uniform(.9, 1), "A", "", "share of orders under an agreement that are executed") \
  X(Real, order_days, 14.0, "day", 0.1, 365.0, uniform(5, 40), "A", "", "mean days from order to disclosure") \
  X(Real, agreement_days, 10.0, "day", 0.1, 365.0, log_uniform(3, 30), "A", "", "mean days from an agreement order to disclosure") \
  X(Real, voluntary_days, 14.0, "day", 0.1, 365.0, log_uniform(3, 40), "A", "", "mean days from a voluntary request to the answer") \
  X(Real, incomplete_rate, 0.05, "1", 0.0, 1.0, uniform(0, .1), "A", "", "share of obeyed orders for which no data exist; they end as dropped") \
  X(Count, attempts, 3.0, "1", 1.0, 10.0, uniform(1, 5), "A", "", "instruments a prosecutor tries before dropping the demand")

#define COMITY_LITIGATE_PARAMETERS(X) \
  X(Real, first_days, 120.0, "day", 1.0, 3000.0, uniform(60, 240), "F", "Microsoft Ireland: 142 and 97 days", "mean days from motion to the first ruling") \
  X(Real, review_days, 97.0, "day", 1.0, 3000.0, uniform(50, 200), "F", "Microsoft Ireland: 97 days", "mean days from the magistrate's ruling to the review by a judge of the same court") \
  X(Real, appeal_days, 660.0, "day", 1.0, 5000.0, uniform(270, 900), "F", "Microsoft Ireland: 675 days from contempt order to ruling", "mean days from the final order below to the panel's ruling") \
  X(Real, contempt_days, 39.0, "day", 0.0, 1000.0, uniform(10, 120), "F", "Microsoft Ireland: 2014-07-31 to 2014-09-08", "mean days from the order to the agreed contempt that opens the appeal") \
  X(Real, en_banc_days, 190.0, "day", 1.0, 3000.0, uniform(60, 300), "F", "Microsoft Ireland: 194 days", "mean days from the panel's ruling to the decision on rehearing by the full court") \
  X(Real, petition_days, 150.0, "day", 1.0, 3000.0, uniform(90, 240), "F", "Microsoft Ireland: 150 days", "mean days from the last appellate ruling to the petition") \
  X(Real, grant_days, 110.0, "day", 1.0, 3000.0, uniform(60, 180), "F", "Microsoft Ireland: 115 days", "mean days from the petition to the decision whether to hear it") \
  X(Real, apex_days, 270.0, "day", 1.0, 3000.0, uniform(200, 400), "A", "", "mean days from the grant to the apex ruling") \
  X(Real, shape, 6.0, "1", 0.2, 100.0, log_uniform(1, 20), "A", "", "shape of the gamma-distributed delays; larger is more regular") \
  X(Real, appeal_provider, 0.7, "1", 0.0, 1.0, uniform(.2, .9), "A", "", "chance that a losing provider appeals an open question") \
  X(Real, appeal_government, 0.25, "1", 0.0, 1.0, uniform(.1, .7), "A", "", "chance that a losing government appeals an open question") \
  X(Real, appeal_settled, 0.05, "1", 0.0, 1.0, uniform(0, .2), "A", "", "chance of an appeal once the question is settled above") \
  X(Real, en_banc_rate, 0.3, "1", 0.0, 1.0, log_uniform(.05, .6), "A", "", "chance that the loser asks the full court after losing on an open question") \
  X(Real, petition_rate, 0.9, "1", 0.0, 1.0, uniform(.2, 1), "A", "", "chance that the loser petitions the apex on an open question") \
  X(Real, merit_scale, 1.0, "1", 0.05, 10.0, uniform(.5, 2), "A", "", "merit that moves the log-odds of a vote by one; larger makes merit matter less") \
  X(Real, merit_base, 1.5, "log-odds", -5.0, 10.0, uniform(0, 3), "A", "", "log-odds for the government where the law is certain and only merit is disputed") \
  X(Real, government_first, 2.2, "log-odds", -5.0, 10.0, uniform(.85, 4.6), "C", "13 of 14 rulings outside the Second Circuit in 2017-18, Jeffreys prior: 13.5/15", "advantage of the government at first instance, review included") \
  X(Real, government_lower, 0.9, "log-odds", -5.0, 5.0, uniform(0, 2.5), "C", "government win rates below the apex", "advantage of the government on appeal") \
  X(Real, government_apex, 0.8, "log-odds", -5.0, 5.0, uniform(0, 1.5), "C", "government win rates at the apex", "advantage of the government at the apex") \
  X(Real, judge_spread, 0.45, "log-odds", 0.0, 5.0, uniform(.2, 1), "A", "", "standard deviation of judges' ideal points within a court") \
  X(Real, court_spread, 0.35, "log-odds", 0.0, 5.0, uniform(.1, .8), "A", "", "standard deviation of courts' mean ideal points") \
  X(Real, own_precedent, 2.5, "log-odds", 0.0, 20.0, uniform(1, 4), "C", "stare decisis within a court", "pull of the court's own precedents") \
  X(Real, sister_precedent, 0.35, "log-odds", 0.0, 20.0, uniform(0, 1), "C", "0 of 9 districts in 6 other circuits followed in 2017-18", "pull of sister courts' precedents") \
  X(Real, foreign_precedent, 0.10, "log-odds", 0.0, 20.0, uniform(0, .5), "A", "", "pull of foreign courts' precedents on the same question or doctrine") \
  X(Real, other_tradition, 0.4, "1", 0.0, 1.0, uniform(0, 1), "A", "", "how far a foreign ruling carries into another legal tradition, against 1 within its own") \
  X(Real, amici_weight, 0.15, "log-odds", 0.0, 5.0, uniform(0, .5), "A", "", "pull of the logarithm of briefs on a side") \
  X(Real, conflict_weight, 0.5, "log-odds", 0.0, 5.0, uniform(0, 1.5), "A", "", "log-odds lost by the government when another state forbids the disclosure") \
  X(Real, distinguish_gap, 0.8, "1", 0.0, 2.0, uniform(.5, 1), "A", "", "gap between judge and precedent at which half of the judges distinguish it") \
  X(Real, distinguish_width, 0.3, "1", 0.01, 5.0, uniform(.1, .6), "A", "", "width of the distinguishing curve") \
  X(Real, certiorari_rate, 0.9, "1", 0.0, 1.0, log_uniform(.1, 1), "C", "about 31 % of splits resolved (Beim and Rader 2019) at the few decisions per split of the world of 2013", "certiorari level while a split is fresh") \
  X(Real, certiorari_rest, 0.09, "1", 0.0, 1.0, log_uniform(.01, .3), "C", "a tenth of certiorari_rate: few splits are resolved after 36 months", "certiorari level later") \
  X(Real, certiorari_salient, 0.3, "1", 0.0, 1.0, log_uniform(.02, 1), "A", "", "certiorari level of a salient case without a split") \
  X(Real, certiorari_months, 36.0, "month", 0.0, 240.0, uniform(24, 48), "F", "Beim and Rader 2019", "months a split stays fresh") \
  X(Real, certiorari_power, 3.0, "1", 0.1, 20.0, uniform(1, 5), "C", "about 73 % reversal", "how steeply certiorari rises with the chance of reversal") \
  X(Count, salience_threshold, 5.0, "1", 0.0, 1000.0, uniform(2, 30), "A", "", "amicus briefs from which a case is salient") \
  X(Flag, strategic_apex, 0, "1", 0, 1, fixed, "A", "structural alternative", "whether the apex discounts readings that a pending reform would undo") \
  X(Flag, vacate, 1, "1", 0, 1, fixed, "F", "United States v. Microsoft, 584 U.S. (2018)", "whether rulings of a mooted case lose their weight when it reached the apex") \
  X(Real, half_life, 9.0, "year", 0.5, 100.0, uniform(7, 11.5), "F", "7-11.5 years, Black and Spriggs 2013", "half-life of a precedent's weight") \
  X(Real, weight_first, 0.1, "1", 0.0, 10.0, log_uniform(.02, .5), "A", "", "weight of a first-instance ruling") \
  X(Real, weight_appellate, 1.0, "1", 0.0, 10.0, fixed, "A", "the unit of precedent weight", "weight of an appellate ruling") \
  X(Real, weight_apex, 2.0, "1", 0.0, 10.0, uniform(1, 5), "A", "", "weight of an apex ruling") \
  X(Real, recusal_rate, 0.05, "1", 0.0, 1.0, uniform(0, .3), "A", "3 of 11 judges recused in 2017", "chance that a judge of the full court is recused") \
  X(Choice, selection, 0, "none|lpg|priest_klein", 0, 2, fixed, "A", "structural alternative", "filter between challenge and trial") \
  X(Real, settle_threshold, 0.3333, "1", 0.0, 10.0, uniform(.1, 1), "F", "Priest and Klein 1984", "difference of beliefs (in stakes) above which a dispute is tried") \
  X(Choice, reception, 0, "weigh|copy", 0, 1, fixed, "A", "structural alternative; copy is the voter model", "how a court receives rulings: it weighs them, or copies the last reading of a court of its state drawn at random") \
  X(Real, cite_rate, 1.0, "1", 0.0, 100.0, log_uniform(.2, 3), "A", "", "propensity to cite a ruling of weight 1; courts elsewhere count as in `learn`")

#define COMITY_AMICI_PARAMETERS(X) \
  X(Real, appellate_mean, 8.0, "1", 0.0, 1000.0, uniform(3, 15), "F", "Microsoft Ireland: 10 briefs and Ireland", "mean briefs for the provider in a fully salient appeal") \
  X(Real, apex_mean, 23.0, "1", 0.0, 1000.0, uniform(10, 40), "F", "Microsoft Ireland: 23 briefs, 7 neutral", "the same at the apex") \
  X(Real, government_share, 0.06, "1", 0.0, 1.0, uniform(0, .3), "A", "", "briefs for the government per brief for the provider") \
  X(Real, neutral_share, 0.2, "1", 0.0, 1.0, uniform(0, .5), "F", "7 neutral against 23", "neutral briefs per brief for the provider") \
  X(Real, dispersion, 3.0, "1", 0.1, 1000.0, log_uniform(1, 20), "A", "", "negative-binomial dispersion of briefs") \
  X(Real, revelation_years, 2.0, "year", 0.0, 20.0, uniform(1, 5), "A", "", "years for which a revelation raises salience") \
  X(Real, salience_revelation, 1.0, "1", 0.0, 10.0, uniform(0, 3), "A", "", "salience added by a recent revelation") \
  X(Real, salience_conflict, 1.0, "1", 0.0, 10.0, uniform(0, 3), "A", "", "salience added by a conflict of laws") \
  X(Real, salience_size, 2.0, "1", 0.0, 20.0, uniform(0, 5), "A", "", "salience per market share of the provider") \
  X(Real, routine_stake, 0.1, "1", 0.0, 1.0, uniform(0, .3), "A", "", "briefs in a case without an open question, relative to one with")

#define COMITY_COERCE_PARAMETERS(X) \
  X(Real, climb, 4.0, "1/year", 0.0, 100.0, log_uniform(.5, 12), "A", "0: no state takes a step", "rate at which a state takes the next step of its ladder, once it may, where the offence is ordinary and the step costs it nothing") \
  X(Real, serious, 1.0, "1", 0.0, 10.0, uniform(0, 2), "A", "", "what a serious offence adds to the logarithm of that rate") \
  X(Real, reluctance, 1.0, "1/value", 0.0, 100.0, uniform(0, 3), "A", "", "what a unit of the step's cost to the state takes off it") \
  X(Real, give_up, 0.5, "1/year", 0.001, 100.0, log_uniform(.1, 2), "A", "", "rate at which a state gives up on a provider that refuses") \
  X(Real, leave_cost, 1.0, "value", 0.0, 1000.0, uniform(0, 5), "A", "", "cost of closing an establishment, beside the business lost there")

#define COMITY_ASSIST_PARAMETERS(X) \
  X(Real, load, 1.5, "1", 0.05, 20.0, uniform(.5, 3), "C", "a third abandon, mean wait about 9.7 months", "requests per capacity at the start where a state gives no capacity") \
  X(Real, expected_share, 0.20, "1", 0.001, 1.0, log_uniform(.02, .4), "A", "", "share of demands for data abroad expected to become requests; capacity is planned by it") \
  X(Real, least_capacity, 10.0, "1/year", 0.1, 100000.0, log_uniform(2, 50), "A", "", "least capacity of a central authority") \
  X(Real, patience_months, 24.0, "month", 0.1, 1000.0, uniform(12, 48), "A", "delays of 6-24 months (T-CY 2014)", "mean patience of those who wait") \
  X(Real, service_days, 60.0, "day", 0.1, 2000.0, uniform(20, 120), "A", "", "mean days an authority works on one request") \
  X(Real, capacity_growth, 0.0, "1/year", -1.0, 2.0, fixed, "A", "policy lever", "yearly growth of capacity") \
  X(Real, grant_base, 0.5, "1", 0.0, 1.0, uniform(.2, .8), "A", "", "chance that a request beyond the duty to assist is granted at zero stance") \
  X(Real, grant_stance, 0.4, "1", 0.0, 1.0, uniform(0, .5), "A", "", "what full stance adds to it") \
  X(Real, refusal_rate, 0.05, "1", 0.0, 1.0, log_uniform(.01, .2), "A", "", "refusals of requests that the law of the assisting state meets") \
  X(Real, dual_criminality, 0.3, "1", 0.0, 1.0, uniform(.1, .6), "A", "", "chance that a non-serious offence fails dual criminality") \
  X(Flag, letters, 1, "1", 0, 1, fixed, "A", "structural alternative; 0: no treaty, no assistance", "whether requests also go without a treaty, to states whose law assists all the same (letters rogatory, reciprocity)") \
  X(Real, letters_days, 180.0, "day", 0.0, 3000.0, uniform(30, 365), "A", "\"a year or more\" in all, over a month in urgent cases (Justice Manual, Criminal Resource Manual 275)", "days that such a request takes through diplomatic channels before it reaches the central authority") \
  X(Real, letters_refusal, 0.2, "1", 0.0, 1.0, uniform(0, .5), "A", "nothing obliges a state (22 CFR 92.54), and its courts may refuse (28 USC 1782; Intel v. AMD, 542 U.S. 241); 1 refuses all", "share of such requests that is refused beyond what a treaty request meets") \
  X(Real, put_back_days, 365.0, "day", 0.0, 10000.0, uniform(0, 730), "A", "0 is first come, first served", "how far a request of a state without goodwill is put back in the queue; with full goodwill not at all")

#define COMITY_LEARN_PARAMETERS(X) \
  X(Real, own_circuit, 1.0, "case", 0.0, 100.0, fixed, "A", "unit of evidence", "weight of a ruling in the provider's own circuit") \
  X(Real, sister_circuit, 0.6, "case", 0.0, 100.0, uniform(.2, 1), "A", "", "weight of a ruling in a sister circuit") \
  X(Real, foreign_court, 0.2, "case", 0.0, 100.0, uniform(0, .5), "A", "", "weight of a foreign ruling on the same question") \
  X(Real, binding_count, 20.0, "case", 1.0, 10000.0, log_uniform(10, 100), "A", "", "pseudo-cases a binding ruling puts in the place of the belief") \
  X(Real, half_life, 5.0, "year", 0.1, 100.0, uniform(2, 10), "A", "", "half-life of experience") \
  X(Real, assistance_days, 300.0, "day", 1.0, 3000.0, uniform(180, 730), "F", "6-24 months, T-CY 2014", "delay of assistance prosecutors believe in at the start") \
  X(Real, prior_count, 4.0, "case", 0.1, 1000.0, log_uniform(1, 20), "A", "", "pseudo-cases of the initial beliefs about instruments")

#define COMITY_RECIPROCATE_PARAMETERS(X) \
  X(Real, restoring, 0.36, "1/year", 0.0, 10.0, log_uniform(.1, 1), "A", "", "rate at which stance returns to its baseline") \
  X(Real, baseline, 0.85, "1", 0.0, 1.0, uniform(.5, 1), "A", "", "stance between states without affronts") \
  X(Real, affront, 0.02, "1/year", 0.0, 10.0, uniform(0, .1), "A", "", "loss of stance per logarithm of the yearly affronts") \
  X(Real, salience_content, 1.0, "1", 0.0, 10.0, fixed, "A", "unit", "weight of content taken without consent") \
  X(Real, salience_other, 0.1, "1", 0.0, 10.0, uniform(0, .5), "A", "", "weight of other data taken without consent") \
  X(Real, licence, 0.1, "1", 0.0, 2.0, uniform(0, .3), "A", "0 leaves goodwill at the stance", "how steeply goodwill towards a state falls with the affronts by that state: its power of 1 + yearly affronts") \
  X(Choice, structure, 0, "restoring|reactive", 0, 1, fixed, "A", "structural alternative", "stance soured by affronts and restored, or moves of 1 and 0 in reply to the other's last one") \
  X(Real, period_days, 91.0, "day", 0.5, 3660.0, log_uniform(28, 365), "A", "", "reactive: time between two moves") \
  X(Real, generosity, 0.3333, "1", 0.0, 1.0, uniform(0, .6), "A", "Nowak and Sigmund 1992 for Axelrod's payoffs; 0 is tit for tat", "reactive: chance of answering a defection with cooperation") \
  X(Real, error, 0.05, "1", 0.0, 0.5, log_uniform(.01, .1), "A", "", "reactive: chance that a move comes out as its opposite") \
  X(Real, tolerance, 100.0, "1/year", 0.0, 1e6, uniform(0, 1000), "A", "", "reactive: weighted affronts in a year above which the other has defected")

#define COMITY_TRUST_PARAMETERS(X) \
  X(Real, initial, 0.7, "1", 0.0, 1.0, uniform(.5, .9), "A", "", "trust at the start and in the long run (T0)") \
  X(Real, restoring, 0.3, "1/year", 0.0, 10.0, log_uniform(.1, 1), "A", "", "rate at which trust returns") \
  X(Real, fight, 0.03, "1/year", 0.0, 10.0, uniform(0, .2), "A", "", "trust won per public fight of the provider") \
  X(Real, disclosure, 0.09, "1/year", 0.0, 10.0, uniform(0, .5), "A", "three times `fight`", "trust lost per unit of known disclosures abroad") \
  X(Real, publicity, 0.05, "1", 0.0, 1.0, log_uniform(.01, .3), "A", "", "how far disclosures abroad become known (factor on the logarithm of their yearly number)") \
  X(Real, revelation, 0.25, "1", 0.0, 1.0, uniform(.1, .5), "A", "10 % cancelled, 56 % less likely (Cloud Security Alliance 2013)", "default size of a revelation") \
  X(Real, trust_weight, 1.5, "1", 0.0, 50.0, uniform(.5, 3), "C", "stated preferences after 2013", "weight of trust in customers' utility") \
  X(Real, price_weight, 8.8, "1", 0.0, 100.0, uniform(4, 16), "C", "few buyers of a trustee cloud at a 25 % premium", "weight of price in customers' utility") \
  X(Real, local_weight, 0.3, "1", 0.0, 10.0, uniform(0, 1), "A", "", "utility of data kept in the customer's own market") \
  X(Real, exposure_weight, 0.3, "1", 0.0, 10.0, uniform(0, 1), "A", "0 switches it off", "utility lost per foreign state that can compel the disclosure of the market's data, and per missing trust") \
  X(Real, nest, 0.7, "1", 0.05, 1.0, uniform(.3, 1), "A", "", "dissimilarity within the nest of providers of one home") \
  X(Real, reconsider, 0.24, "1/year", 0.0, 10.0, uniform(.1, .5), "A", "", "share of customers that reconsider in a year") \
  X(Real, shock_factor, 3.0, "1", 1.0, 100.0, uniform(1, 5), "A", "", "how much faster enterprises and public bodies reconsider after a revelation") \
  X(Real, shock_years, 1.5, "year", 0.0, 20.0, uniform(.5, 3), "A", "", "how long that lasts") \
  X(Real, review_days, 28.0, "day", 0.5, 366.0, fixed, "A", "fineness of computing; 7-56", "time between two looks at customers' shares")

#define COMITY_LOCATE_PARAMETERS(X) \
  X(Real, precision, 4.0, "1/cost", 0.0, 100.0, log_uniform(1, 10), "A", "", "precision of the choice of sites; larger concentrates storage") \
  X(Real, latency_weight, 0.5, "cost", 0.0, 10.0, log_uniform(.1, 2), "A", "", "cost of storing in another region than the market's") \
  X(Real, exposure_weight, 0.3, "cost", 0.0, 10.0, uniform(0, 1), "A", "", "cost of foreign reach to the data, per missing trust of the market") \
  X(Choice, exposure, 0, "law|place", 0, 1, fixed, "A", "structural alternative; place takes all data abroad or under foreign control as exposed, whatever the law", "what exposes data: how many foreign states can compel their disclosure by the law in force, or where they are and who controls them") \
  X(Real, demand_weight, 0.3, "cost", 0.0, 10.0, uniform(0, 1), "A", "", "gain from customers who want their data at home, by the market's privacy weight") \
  X(Real, mandate_penalty, 2.0, "cost", 0.0, 100.0, log_uniform(.5, 5), "A", "", "cost of ignoring a localisation mandate in force") \
  X(Real, adjust, 0.2, "1/year", 0.0, 10.0, uniform(.1, .5), "A", "build lag 2-4 years", "share of the gap to the target closed in a year") \
  X(Real, trustee_premium, 0.25, "1", 0.0, 5.0, uniform(.1, .5), "F", "Microsoft Cloud Germany 2015", "price premium of trustee or customer-held keys") \
  X(Real, review_days, 28.0, "day", 0.5, 366.0, fixed, "A", "fineness of computing; 7-56", "time between two reviews of storage")

#define COMITY_LEGISLATE_PARAMETERS(X) \
  X(Real, split, 0.5, "1/year", 0.0, 100.0, uniform(0, 2), "A", "", "pressure from an unresolved split") \
  X(Real, adverse, 1.0, "1", 0.0, 100.0, log_uniform(.2, 3), "A", "", "pressure from an adverse appellate or apex ruling") \
  X(Real, trust_loss, 0.03, "1/year", 0.0, 100.0, uniform(0, .2), "A", "set to the growth of localisation measures, 2017-21", "pressure from lost trust: of residents in foreign providers (localisation), of customers abroad in the state's providers (other reforms)") \
  X(Real, affronts, 0.005, "1/year", 0.0, 100.0, uniform(0, .05), "A", "set with trust_loss", "pressure from affronts received (per logarithm of their yearly number)") \
  X(Real, failures, 0.05, "1/year", 0.0, 100.0, uniform(0, .3), "A", "", "pressure from failed demands (per logarithm of their yearly number); with a question, those in circuits that read it against the government") \
  X(Real, decay, 0.25, "1/year", 0.0, 10.0, log_uniform(.1, 1), "A", "", "rate at which pressure decays") \
  X(Real, hazard, 1.0, "1/year", 0.0, 100.0, log_uniform(.3, 3), "A", "set to a median lag of 24-48 months", "hazard of a reform at full pressure") \
  X(Real, half_pressure, 1.0, "1", 0.001, 100.0, log_uniform(.3, 3), "A", "", "pressure at which the hazard is half of that") \
  X(Real, lag_months, 15.0, "month", 0.1, 240.0, uniform(3, 24), "A", "", "mean of the Erlang-2 lag from decision to force") \
  X(Real, retaliation, 0.02, "1/year", 0.0, 5.0, uniform(0, .1), "A", "0 switches it off", "hazard of a reach or blocking statute after many affronts by one state whose own law surely reaches abroad") \
  X(Real, retaliation_half, 1000.0, "1/year", 0.1, 1e7, log_uniform(100, 10000), "A", "", "yearly affronts by one state at which half of that hazard is reached") \
  X(Real, diffusion, 0.10, "1/year", 0.0, 5.0, uniform(.05, .25), "C", "67 measures in 2017, 144 in 2021 (ITIF)", "imitation in the spread of localisation and blocking statutes") \
  X(Real, innovation, 0.005, "1/year", 0.0, 5.0, log_uniform(.001, .02), "C", "ITIF series", "their spontaneous hazard") \
  X(Real, agreement_base, -7.0, "log-odds", -20.0, 5.0, uniform(-9, -3), "A", "", "monthly log-odds that two willing states conclude an agreement") \
  X(Real, agreement_similar, 1.5, "log-odds", -10.0, 10.0, uniform(0, 3), "A", "", "what a common legal tradition adds") \
  X(Real, agreement_flow, 0.25, "log-odds", -10.0, 10.0, uniform(0, 1), "A", "", "what an e-fold of cross-border demands between them adds") \
  X(Real, agreement_stance, 1.0, "log-odds", -10.0, 10.0, uniform(0, 3), "A", "", "what full stance over one half adds") \
  X(Real, agreement_months, 36.0, "month", 0.1, 240.0, uniform(12, 60), "F", "UK-US: signed 2019-10, in force 2022-10", "mean months from conclusion to force")

/// The groups: G(name, struct, rows).
#define COMITY_PARAMETER_GROUPS(G) \
  G(run, RunParameters, COMITY_RUN_PARAMETERS) \
  G(arise, AriseParameters, COMITY_ARISE_PARAMETERS) \
  G(choose, ChooseParameters, COMITY_CHOOSE_PARAMETERS) \
  G(respond, RespondParameters, COMITY_RESPOND_PARAMETERS) \
  G(litigate, LitigateParameters, COMITY_LITIGATE_PARAMETERS) \
  G(amici, AmiciParameters, COMITY_AMICI_PARAMETERS) \
  G(coerce, CoerceParameters, COMITY_COERCE_PARAMETERS) \
  G(assist, AssistParameters, COMITY_ASSIST_PARAMETERS) \
  G(learn, LearnParameters, COMITY_LEARN_PARAMETERS) \
  G(reciprocate, ReciprocateParameters, COMITY_RECIPROCATE_PARAMETERS) \
  G(trust, TrustParameters, COMITY_TRUST_PARAMETERS) \
  G(locate, LocateParameters, COMITY_LOCATE_PARAMETERS) \
  G(legislate, LegislateParameters, COMITY_LEGISLATE_PARAMETERS)

// clang-format on
