* Results of comity in Stata: reads what `comity export RESULTS --out tables --stata` wrote and draws trust over time.
* UNTESTED: written from Stata's manuals ([D] import delimited, [D] Datetime, [G-2] graph twoway), since Stata is not to be had
* where comity is developed. Tell us what fails.
*
*   comity run microsoft-ireland --out results/microsoft-ireland.h5
*   comity export results/microsoft-ireland.h5 --out tables --table metrics --table rulings --metric trust --stata
*   stata -b do analysis/stata/comity.do tables

version 14
args folder
if "`folder'" == "" local folder "tables"

* What each column means.
import delimited "`folder'/dictionary.csv", clear varnames(1) encoding("utf-8") bindquote(strict) stringcols(_all)
list file column type unit meaning, noobs

* A series: one row for each value. Failed runs are missing.
import delimited "`folder'/metrics.csv", clear varnames(1) encoding("utf-8") bindquote(strict) asdouble
generate day = date(time, "YMD")
format day %td
collapse (mean) mean=value (p5) low=value (p95) high=value, by(group day)
encode group, generate(provider)
twoway (rarea low high day, fcolor(gs13) lwidth(none)) (line mean day), by(provider, note("mean and 90 % of replicates")) ///
    ytitle("trust in the provider") xtitle("")
graph export "`folder'/trust.png", replace

* Rulings with words for codes: outcomes by stage.
import delimited "`folder'/rulings.csv", clear varnames(1) encoding("utf-8") bindquote(strict)
tabulate stage outcome
