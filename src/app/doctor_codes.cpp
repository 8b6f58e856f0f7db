// Codes of the world outside that are well formed and that nobody uses: most likely slips of who typed them.
// They are no mistakes by themselves (a currency may be new, a qualifier be agreed by two), so the loader
// takes them, and here they are warnings.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "app/doctor.hpp"
#include "base/text.hpp"
#include "order/words.hpp"
#include "transom/guide.hpp"
#include "x12/envelope_text.hpp"

namespace transom {
namespace {

// ISO 4217 without metals, funds and test codes.
constexpr auto& currencies = words::list<
    "USD CAD MXN EUR GBP AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN "
    "BWP BYN BZD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP "
    "LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB "
    "TJS TMT TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG">;

void warn(Diagnoses& out, const std::string& topic, std::string text, std::string_view meant,
          const std::string& else_say) {
  out.push_back({Diagnosis::Level::warn, topic, std::move(text),
                 meant.empty() ? else_say : fmt::format("did you mean '{}'?", meant)});
}

void look_at_qualifier(Diagnoses& out, const std::string& topic, const std::string& file,
                       const TradingId& id) {
  if (is_known_id_qualifier(id.qualifier)) return;
  const auto known = id_qualifier_codes();
  warn(out, topic,
       fmt::format("{}: '{}' of {} is no qualifier of ISA05 and ISA07", file, id.qualifier,
                   visible(id.id, 15)),
       did_you_mean(id.qualifier, known), fmt::format("the standard has {}", fmt::join(known, ", ")));
}

void look_at_currency(Diagnoses& out, const std::string& topic, const Partner& partner) {
  const std::string& code = partner.currency;
  if (code.empty() || std::find(currencies.begin(), currencies.end(), code) != currencies.end()) return;
  warn(out, topic, fmt::format("{}: '{}' is no currency of ISO 4217 that is in use", partner.file, code),
       did_you_mean(code, currencies), "orders without a currency of their own are taken to be in it");
}

// Another one may be meant: what comes has to name just this one, and what goes out does.
void look_at_version(Diagnoses& out, const std::string& topic, const Partner& partner, std::string_view set,
                     const std::string& version) {
  const std::vector<std::string> known = GuideLibrary::built_in().versions();
  if (std::find(known.begin(), known.end(), version.substr(0, 6)) != known.end()) return;
  const std::vector<std::string_view> names(known.begin(), known.end());
  warn(out, topic, fmt::format("{}: no guide is of version '{}' of the {}", partner.file, version, set),
       did_you_mean(version, names), fmt::format("there are guides of {}", fmt::join(known, ", ")));
}

}  // namespace

void look_at_codes(Diagnoses& out, const Configuration& configuration) {
  const Workspace& workspace = configuration.workspace;
  for (const TradingId& id : workspace.identity) look_at_qualifier(out, "settings", workspace.file, id);
  for (const auto& partner : configuration.directory.partners()) {
    const std::string topic = "partner " + partner->slug;
    for (const TradingId& id : partner->identity) look_at_qualifier(out, topic, partner->file, id);
    if (partner->us) look_at_qualifier(out, topic, partner->file, *partner->us);
    look_at_currency(out, topic, *partner);
    for (const Agreement& one : partner->receives)
      look_at_version(out, topic, *partner, one.set, one.receive->version);
    for (const Agreement& one : partner->sends)
      look_at_version(out, topic, *partner, one.set, one.send->version);
  }
}

}  // namespace transom
